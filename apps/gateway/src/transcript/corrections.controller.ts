import { Body, Controller, Headers, Inject, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { itemOf as fileItemOf } from '../artifacts/artifact-item.js';
import { commandIdOf, hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import type { StoredAnswer } from '../idempotency/idempotency-store.js';
import { bodyPipe } from '../problems/validation.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { Corrections, type Corrected } from './corrections.js';
import { CorrectionBody } from './transcript.dto.js';
import { etagOf } from './transcript-item.js';

/** The words that count now, and what of them was made anew. */
function answerOf(id: string, { asset, found, files }: Corrected): StoredAnswer {
  const remade = files.filter(({ key }) => key.startsWith(found.artifact.key.slice(0, found.artifact.key.lastIndexOf('/') + 1)));
  const { current: _, ...facts } = found.facts;
  const body = { ...facts, revision: asset.revision, files: remade.map((file) => fileItemOf(id, file)) };
  return jsonAnswer(200, body, { etag: etagOf(found) });
}

@Controller('api/v1/recordings/:id')
@NeedsScope('write')
export class CorrectionsController {
  constructor(
    @Inject(Corrections) private readonly corrections: Corrections,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Put('transcript')
  async correct(
    @Param('id') id: string,
    @Body(bodyPipe) body: CorrectionBody,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const keyed = keyedRequest(request);
    const sender = { by: keyed.by, owner: keyed.owner, commandId: commandIdOf(keyed) };
    const answer = await this.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson(body)),
      work: async () => answerOf(id, await this.corrections.correct(sender, id, { segments: body.segments, ifMatch })),
    });
    sendAnswer(reply, answer);
  }
}
