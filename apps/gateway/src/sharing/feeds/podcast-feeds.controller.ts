import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, principalOf, type Principal } from '../../kit/http/access.js';
import { jsonAnswer, NO_CONTENT, NO_STORE } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { canonicalizeLanguage } from '../../kit/http/language.js';
import { Operation } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { queryPipe, requiredBodyPipe } from '../../kit/http/problems/validation.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { NOW } from '../../gateway-context.js';
import { PublicAddress } from '../../people/index.js';
import { DecidePublishedItems, PublishedItemsQuery, type PublishedItemList } from '../published/published-sets.dto.js';
import type { ListedSet } from '../published/published-sets.js';
import { renderItems, renderSet, settingsOfChange, settingsOfNew, tagOf } from '../published/render-published.js';
import { PODCAST_FEEDS, type SetServices } from '../published/set-services.js';
import { FEEDS_PATH } from './feed.controller.js';
import * as dto from './podcast-feeds.dto.js';
import * as operations from './podcast-feeds.operations.js';

const renderFeed = (feed: ListedSet): Pick<dto.PodcastFeedAnswer, keyof dto.PodcastFeedAnswer> => ({
  ...renderSet(feed),
  description: feed.description,
  language: feed.language ?? 'auto',
});

const languageOf = (tag: string): string | undefined => {
  const language = canonicalizeLanguage(tag);
  return language === 'auto' ? undefined : language;
};

/** Podcast feeds, for people who may change the library. */
@Controller('api/v1/podcast-feeds')
export class PodcastFeedsController {
  constructor(
    @Inject(PODCAST_FEEDS) private readonly feeds: SetServices,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(NOW) private readonly now: () => Date,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Operation(operations.listPodcastFeeds)
  async list(@CurrentUser() by: Principal): Promise<dto.PodcastFeedList> {
    return { items: (await this.feeds.sets.list(by)).map(renderFeed) };
  }

  @Post()
  @Operation(operations.createPodcastFeed)
  create(
    @Body(requiredBodyPipe) body: dto.CreatePodcastFeed,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const address = this.address.ofCodeLink(request);
    return this.once.respond({ request, reply }, body, async () => {
      const { set, code } = await this.feeds.sets.add(principalOf(request), tagOf(body), {
        title: body.title,
        description: body.description?.trim() ?? '',
        language: languageOf(body.language),
        media: body.media,
        origins: [],
        ...settingsOfNew(body, this.now()),
      });
      return addressedAnswer(201, set, `${address}${FEEDS_PATH}/${code}/feed.xml`);
    });
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @Operation(operations.readPodcastFeed)
  async read(@CurrentUser() by: Principal, @Param('id') id: string): Promise<dto.PodcastFeedAnswer> {
    return renderFeed(await this.feeds.sets.read(by, id));
  }

  @Patch(':id')
  @Header('cache-control', 'no-store')
  @Operation(operations.changePodcastFeed)
  async change(
    @CurrentUser() by: Principal,
    @Param('id') id: string,
    @Body(requiredBodyPipe) body: dto.ChangePodcastFeed,
  ): Promise<dto.PodcastFeedAnswer> {
    const { title, description, language } = body;
    const change = {
      ...settingsOfChange(body, this.now()),
      ...(hasValue(title) && { title }),
      ...(hasValue(description) && { description: description.trim() }),
      ...(hasValue(language) && { language: languageOf(language) }),
    };
    return renderFeed(await this.feeds.sets.change(by, id, change));
  }

  @Post(':id/renew')
  @Operation(operations.renewPodcastFeed)
  @TakesNoBody()
  renew(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const address = this.address.ofCodeLink(request);
    return this.once.respond({ request, reply }, null, async () => {
      const { set, code } = await this.feeds.sets.renew(principalOf(request), id);
      return addressedAnswer(200, set, `${address}${FEEDS_PATH}/${code}/feed.xml`);
    });
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(operations.revokePodcastFeed)
  @TakesNoBody()
  revoke(@CurrentUser() by: Principal, @Param('id') id: string): Promise<void> {
    return this.feeds.sets.revoke(by, id);
  }

  @Get(':id/items')
  @Header('cache-control', 'no-store')
  @Operation(operations.listPodcastItems)
  async listItems(
    @CurrentUser() by: Principal,
    @Param('id') id: string,
    @Query(queryPipe) { state }: PublishedItemsQuery,
  ): Promise<PublishedItemList> {
    return renderItems(await this.feeds.items.list(by, id, state), state);
  }

  @Post(':id/items')
  @Operation(operations.decidePodcastItems)
  decide(
    @Param('id') id: string,
    @Body(requiredBodyPipe) body: DecidePublishedItems,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async () => {
      await this.feeds.items.decide(principalOf(request), id, body.item_ids, body.decision);
      return NO_CONTENT;
    });
  }
}

const addressedAnswer = (status: number, feed: ListedSet, url: string) =>
  jsonAnswer(status, { ...renderFeed(feed), url } satisfies dto.AddressedPodcastFeedAnswer, NO_STORE);
