import { Controller, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NO_STORE, jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { PublicAddress, SignedLinks } from '../../people/index.js';
import { Operation } from '../../kit/http/operation.js';
import { filePathOf } from './artifact-item.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
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
    @TakesNoBody()
    link(
      @Param('id') id: string,
      @Param('name') name: string,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const address = this.address.ofCodeLink(request);
      return this.once.respond({ request, reply }, undefined, async ({ owner }) => {
        await this.services.files.find(owner, id, name);
        const { expires, signature } = this.links.sign({ id, name });
        const query = new URLSearchParams({ expires, signature }).toString();
        const url = `${address}${filePathOf(id, name, path)}?${query}`;
        return jsonAnswer(201, { url, expires_at: new Date(Number(expires) * 1000).toISOString() }, NO_STORE);
      });
    }
  }
  return ArtifactLinksController;
}
