import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { textFactsOf, titleOf } from '@throughline/domain';
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
import { cleanText } from '../../items/index.js';
import { PublicAddress } from '../../people/index.js';
import { expiryAfter } from '../share-link.js';
import { FEEDS_PATH } from './feed.controller.js';
import type { FeedItemState, FeedSettings } from './podcast-feed.js';
import * as dto from './podcast-feeds.dto.js';
import * as operations from './podcast-feeds.operations.js';
import { PodcastFeeds, type ListedFeed } from './podcast-feeds.js';
import { PodcastItems, type ShownItem } from './podcast-items.js';

const renderFeed = (feed: ListedFeed): Pick<dto.PodcastFeedAnswer, keyof dto.PodcastFeedAnswer> => ({
  id: feed.id,
  state: feed.state,
  title: feed.title,
  description: feed.description,
  language: feed.language ?? 'auto',
  tag: feed.tag ?? null,
  media: feed.media,
  ask_first: feed.asksFirst,
  made_by: feed.madeBy,
  made_by_name: feed.madeByName ?? null,
  created_at: feed.createdAt,
  renewed_at: feed.renewedAt ?? null,
  expires_at: feed.expiresAt ?? null,
  fetches: feed.fetches,
  last_fetched_at: feed.lastFetchedAt ?? null,
  revoked_at: feed.revokedAt ?? null,
  revoked_by: feed.revokedBy ?? null,
  revoked_by_name: feed.revokedByName ?? null,
});

function renderItem({ item, entry, decidedByName }: ShownItem, state: FeedItemState): dto.PodcastItemAnswer {
  const { seconds } = textFactsOf(item.asset);
  return {
    item_id: item.id,
    title: titleOf(item.asset, item.personal) ?? null,
    state,
    created_at: item.asset.registeredAt,
    duration_seconds: seconds === undefined ? null : Math.round(seconds),
    decided_at: entry?.decidedAt ?? null,
    decided_by_name: decidedByName ?? null,
  };
}

const languageOf = (tag: string): string | undefined => {
  const language = canonicalizeLanguage(tag);
  return language === 'auto' ? undefined : language;
};

/** Podcast feeds, for people who may change the library. */
@Controller('api/v1/podcast-feeds')
export class PodcastFeedsController {
  constructor(
    @Inject(PodcastFeeds) private readonly feeds: PodcastFeeds,
    @Inject(PodcastItems) private readonly items: PodcastItems,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(NOW) private readonly now: () => Date,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Operation(operations.listPodcastFeeds)
  async list(@CurrentUser() by: Principal): Promise<dto.PodcastFeedList> {
    return { items: (await this.feeds.list(by)).map(renderFeed) };
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
      const tag = hasValue(body.tag) ? cleanText(body.tag, '/tag') : undefined;
      const { feed, code } = await this.feeds.add(principalOf(request), tag, {
        title: body.title,
        description: body.description?.trim() ?? '',
        language: languageOf(body.language),
        media: body.media,
        asksFirst: body.ask_first,
        expiresAt: this.expiryOf(body.expires_in_hours),
      });
      return addressedAnswer(201, feed, `${address}${FEEDS_PATH}/${code}/feed.xml`);
    });
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @Operation(operations.readPodcastFeed)
  async read(@CurrentUser() by: Principal, @Param('id') id: string): Promise<dto.PodcastFeedAnswer> {
    return renderFeed(await this.feeds.read(by, id));
  }

  @Patch(':id')
  @Header('cache-control', 'no-store')
  @Operation(operations.changePodcastFeed)
  async change(
    @CurrentUser() by: Principal,
    @Param('id') id: string,
    @Body(requiredBodyPipe) body: dto.ChangePodcastFeed,
  ): Promise<dto.PodcastFeedAnswer> {
    const { title, description, language, media, ask_first: asksFirst, expires_in_hours: hours } = body;
    const change: Partial<FeedSettings> = {
      ...(hasValue(title) && { title }),
      ...(hasValue(description) && { description: description.trim() }),
      ...(hasValue(language) && { language: languageOf(language) }),
      ...(hasValue(media) && { media }),
      ...(hasValue(asksFirst) && { asksFirst }),
      ...(hours !== undefined && { expiresAt: this.expiryOf(hours) }),
    };
    return renderFeed(await this.feeds.change(by, id, change));
  }

  @Post(':id/renew')
  @Operation(operations.renewPodcastFeed)
  @TakesNoBody()
  renew(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const address = this.address.ofCodeLink(request);
    return this.once.respond({ request, reply }, null, async () => {
      const { feed, code } = await this.feeds.renew(principalOf(request), id);
      return addressedAnswer(200, feed, `${address}${FEEDS_PATH}/${code}/feed.xml`);
    });
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(operations.revokePodcastFeed)
  @TakesNoBody()
  revoke(@CurrentUser() by: Principal, @Param('id') id: string): Promise<void> {
    return this.feeds.revoke(by, id);
  }

  @Get(':id/items')
  @Header('cache-control', 'no-store')
  @Operation(operations.listPodcastItems)
  async listItems(
    @CurrentUser() by: Principal,
    @Param('id') id: string,
    @Query(queryPipe) { state }: dto.PodcastItemsQuery,
  ): Promise<dto.PodcastItemList> {
    return { items: (await this.items.list(by, id, state)).map((one) => renderItem(one, state)) };
  }

  @Post(':id/items')
  @Operation(operations.decidePodcastItems)
  decide(
    @Param('id') id: string,
    @Body(requiredBodyPipe) body: dto.DecidePodcastItems,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async () => {
      await this.items.decide(principalOf(request), id, body.item_ids, body.decision);
      return NO_CONTENT;
    });
  }

  private expiryOf(hours: number | null | undefined): string | undefined {
    return hasValue(hours) ? expiryAfter(hours, this.now()) : undefined;
  }
}

const addressedAnswer = (status: number, feed: ListedFeed, url: string) =>
  jsonAnswer(status, { ...renderFeed(feed), url } satisfies dto.AddressedPodcastFeedAnswer, NO_STORE);
