import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import { noBodyPipe } from '../problems/no-body.js';
import { PublicAddress } from '../sign-in/origin.js';
import { NeedsScope, principalOf } from '../tokens/auth.guard.js';
import { addressOf } from './address.js';
import { RecordingFiles } from './recording-files.js';
import { SignedLinks } from './signed-links.js';

/** Links that a player can open, which brings neither a token nor a cookie. */
@Controller('api/v1/recordings/:id/artifacts')
@NeedsScope('read')
export class ArtifactLinksController {
  constructor(
    @Inject(RecordingFiles) private readonly files: RecordingFiles,
    @Inject(SignedLinks) private readonly links: SignedLinks,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Post(':name/link')
  async link(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const answer = await this.once.run(keyedRequest(request), {
      digest: () => Promise.resolve(hashOfJson(undefined)),
      work: async () => {
        await this.files.find(principalOf(request).ownerId, id, name);
        const { expires, signature } = this.links.sign({ id, name });
        const query = new URLSearchParams({ expires, signature }).toString();
        return jsonAnswer(201, {
          url: `${this.address.of(request)}${addressOf(id, name, this.files.path)}?${query}`,
          expires_at: new Date(Number(expires) * 1000).toISOString(),
        });
      },
    });
    sendAnswer(reply, { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } });
  }
}
