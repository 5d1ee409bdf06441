import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, principalOf, type Principal } from '../../kit/http/access.js';
import { jsonAnswer, NO_CONTENT, NO_STORE } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { queryPipe, requiredBodyPipe } from '../../kit/http/problems/validation.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { NOW } from '../../gateway-context.js';
import { PublicAddress } from '../../people/index.js';
import { DecidePublishedItems, PublishedItemsQuery, type PublishedItemList } from '../published/published-sets.dto.js';
import type { ListedSet, SetWithCode } from '../published/published-sets.js';
import { renderItems, renderSet, settingsOfChange, settingsOfNew, tagOf } from '../published/render-published.js';
import { EMBEDS, type SetServices } from '../published/set-services.js';
import * as dto from './embeds.dto.js';
import * as operations from './embeds.operations.js';
import { EMBED_PAGE, renderFrame } from './frame.js';
import { cleanOrigins } from './origins.js';

const renderEmbed = (embed: ListedSet): Pick<dto.EmbedAnswer, keyof dto.EmbedAnswer> => ({
  ...renderSet(embed),
  origins: embed.origins,
});

/** Players in pages of other sites, for people who may change the library. */
@Controller('api/v1/embeds')
export class EmbedsController {
  constructor(
    @Inject(EMBEDS) private readonly embeds: SetServices,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(NOW) private readonly now: () => Date,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Operation(operations.listEmbeds)
  async list(@CurrentUser() by: Principal): Promise<dto.EmbedList> {
    return { items: (await this.embeds.sets.list(by)).map(renderEmbed) };
  }

  @Post()
  @Operation(operations.createEmbed)
  create(
    @Body(requiredBodyPipe) body: dto.CreateEmbed,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const address = this.address.ofCodeLink(request);
    return this.once.respond({ request, reply }, body, async () => {
      const made = await this.embeds.sets.add(principalOf(request), tagOf(body), {
        title: body.title,
        description: '',
        language: undefined,
        media: body.media,
        origins: cleanOrigins(body.origins),
        ...settingsOfNew(body, this.now()),
      });
      return addressedAnswer(201, made, address);
    });
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @Operation(operations.readEmbed)
  async read(@CurrentUser() by: Principal, @Param('id') id: string): Promise<dto.EmbedAnswer> {
    return renderEmbed(await this.embeds.sets.read(by, id));
  }

  @Patch(':id')
  @Header('cache-control', 'no-store')
  @Operation(operations.changeEmbed)
  async change(
    @CurrentUser() by: Principal,
    @Param('id') id: string,
    @Body(requiredBodyPipe) body: dto.ChangeEmbed,
  ): Promise<dto.EmbedAnswer> {
    // An embed of another library is unknown, whatever is wrong with the sites.
    await this.embeds.sets.require(by, id);
    const change = {
      ...settingsOfChange(body, this.now()),
      ...(hasValue(body.title) && { title: body.title }),
      ...(hasValue(body.origins) && { origins: cleanOrigins(body.origins) }),
    };
    return renderEmbed(await this.embeds.sets.change(by, id, change));
  }

  @Post(':id/renew')
  @Operation(operations.renewEmbed)
  @TakesNoBody()
  renew(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const address = this.address.ofCodeLink(request);
    return this.once.respond({ request, reply }, null, async () =>
      addressedAnswer(200, await this.embeds.sets.renew(principalOf(request), id), address),
    );
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(operations.revokeEmbed)
  @TakesNoBody()
  revoke(@CurrentUser() by: Principal, @Param('id') id: string): Promise<void> {
    return this.embeds.sets.revoke(by, id);
  }

  @Get(':id/items')
  @Header('cache-control', 'no-store')
  @Operation(operations.listEmbedItems)
  async listItems(
    @CurrentUser() by: Principal,
    @Param('id') id: string,
    @Query(queryPipe) { state }: PublishedItemsQuery,
  ): Promise<PublishedItemList> {
    return renderItems(await this.embeds.items.list(by, id, state), state);
  }

  @Post(':id/items')
  @Operation(operations.decideEmbedItems)
  decide(
    @Param('id') id: string,
    @Body(requiredBodyPipe) body: DecidePublishedItems,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async () => {
      await this.embeds.items.decide(principalOf(request), id, body.item_ids, body.decision);
      return NO_CONTENT;
    });
  }
}

const addressedAnswer = (status: number, { set, code }: SetWithCode, address: string) => {
  const url = `${address}${EMBED_PAGE}/${code}`;
  return jsonAnswer(
    status,
    { ...renderEmbed(set), url, html: renderFrame(url, set.title) } satisfies dto.AddressedEmbedAnswer,
    NO_STORE,
  );
};
