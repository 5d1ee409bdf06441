import { Body, Controller, Get, Header, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, principalOf, type Principal } from '../kit/http/access.js';
import { jsonAnswer, NO_STORE } from '../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../kit/http/operation.js';
import { requiredBodyPipe } from '../kit/http/problems/validation.js';
import { hasValue } from '../kit/http/requests/has-value.js';
import type { ItemEndpoints, ItemServices } from '../items/index.js';
import { PublicAddress } from '../people/index.js';
import { CreateShareLink, type CreatedShareLinkAnswer, type ShareLinkList } from './share-links.dto.js';
import { createShareLink, kindOf, listItemShareLinks } from './share-links.operations.js';
import { renderShareLink } from './share-links.controller.js';
import { ShareLinks, type SharedTarget } from './share-links.js';

export function itemShareLinksController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(`${path}/:id/share-links`)
  class ItemShareLinksController {
    constructor(
      @Inject(services) private readonly services: ItemServices,
      @Inject(ShareLinks) private readonly links: ShareLinks,
      @Inject(PublicAddress) private readonly address: PublicAddress,
      @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    ) {}

    @Get()
    @Header('cache-control', 'no-store')
    @Operation(listItemShareLinks(kind))
    async list(@CurrentUser() by: Principal, @Param('id') id: string): Promise<ShareLinkList> {
      return { items: (await this.links.listOf(by, this.target(id))).map(renderShareLink) };
    }

    @Post()
    @Operation(createShareLink(kind))
    create(
      @Param('id') id: string,
      @Body(requiredBodyPipe) body: CreateShareLink,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const address = this.address.ofCodeLink(request);
      return this.once.respond({ request, reply }, body, async () => {
        const { password, download, expires_in_hours: hours } = body;
        const asked = { hours, download, password: hasValue(password) ? password : undefined };
        const { link, code } = await this.links.add(principalOf(request), this.target(id), asked);
        const url = `${address}/s#${code}`;
        return jsonAnswer(201, { ...renderShareLink(link), url } satisfies CreatedShareLinkAnswer, NO_STORE);
      });
    }

    private target(id: string): SharedTarget {
      return { id, kind: kindOf(kind), queries: this.services.queries };
    }
  }
  return ItemShareLinksController;
}
