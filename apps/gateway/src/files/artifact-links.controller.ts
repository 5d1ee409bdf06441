import { Body, Controller, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOfJson, jsonAnswer, readKeyedRequest, sendAnswer } from '../http/idempotency/http.js';
import { IdempotentRequests } from '../http/idempotency/idempotent-requests.js';
import { noBodyPipe } from '../http/problems/no-body.js';
import { PublicAddress } from '../people/sign-in/origin.js';
import { Operation } from '../http/operation.js';
import { principalOf } from '../people/tokens/auth.guard.js';
import { filePathOf } from './address.js';
import { SignedLinks } from './signed-links.js';
import type { ItemEndpoints } from '../items/item-endpoints.js';
import type { ItemServices } from '../items/item-services.js';
import { linkOperation } from './artifacts.operations.js';

/** Signs links for players, which send neither a token nor a cookie. */
export function artifactLinksController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(`${path}/:id/artifacts`)
  class ArtifactLinksController {
    constructor(
      @Inject(services) private readonly services: ItemServices,
      @Inject(SignedLinks) private readonly links: SignedLinks,
      @Inject(PublicAddress) private readonly address: PublicAddress,
      @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    ) {}

    @Post(':name/link')
    @Operation(linkOperation(kind))
    async link(
      @Param('id') id: string,
      @Param('name') name: string,
      @Body(noBodyPipe) _: unknown,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const answer = await this.once.run(readKeyedRequest(request), {
        digest: () => Promise.resolve(hashOfJson(undefined)),
        work: async () => {
          await this.services.files.find(principalOf(request).ownerId, id, name);
          const { expires, signature } = this.links.sign({ id, name });
          const query = new URLSearchParams({ expires, signature }).toString();
          return jsonAnswer(201, {
            url: `${this.address.of(request)}${filePathOf(id, name, this.services.files.path)}?${query}`,
            expires_at: new Date(Number(expires) * 1000).toISOString(),
          });
        },
      });
      sendAnswer(reply, { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } });
    }
  }
  return ArtifactLinksController;
}
