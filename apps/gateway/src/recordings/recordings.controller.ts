import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requireMoment } from '../items/history/moment.js';
import type { PastList } from '../items/history/past-list.js';
import { PastRecordings } from '../items/history/past-recordings.js';
import { isUnchanged } from '../files/range.js';
import { queryPipe } from '../http/problems/validation.js';
import { watchDisconnect } from '../http/requests/client-gone.js';
import { Operation } from '../http/operation.js';
import { CurrentUser } from '../people/tokens/auth.guard.js';
import type { Principal } from '../people/tokens/token.js';
import { UserNames } from '../people/users/user-names.js';
import { etagOf, movingEtagOf } from '../items/read/etag.js';
import { eventsOperation } from '../items/history/event-answers.js';
import { readEventPage, type EventPage } from '../items/history/event-page.js';
import { EventsQuery, ItemQuery, ListQuery } from '../items/read/list-query.dto.js';
import { RECORDINGS, type ItemServices } from '../items/item-services.js';
import type { ItemSnapshot } from '../items/read/item-loader.js';
import { ItemView, type RecordingItem } from '../items/read/item-view.js';
import { RECORDING_KIND } from '../items/recording-kind.js';
import { itemOperation, listOperation, type RecordingList } from './recordings.operations.js';

const formatNextLink = (url: string, cursor: string): string => {
  const [path = '', search = ''] = url.split('?');
  const query = new URLSearchParams(search);
  query.set('cursor', cursor);
  return `<${path}?${query.toString()}>; rel="next"`;
};

@Controller('api/v1/recordings')
export class RecordingsController {
  constructor(
    @Inject(RECORDINGS) private readonly recordings: ItemServices,
    @Inject(ItemView) private readonly view: ItemView,
    @Inject(PastRecordings) private readonly past: PastRecordings,
    @Inject(UserNames) private readonly names: UserNames,
  ) {}

  @Get()
  @Operation(listOperation)
  async list(
    @CurrentUser() user: Principal,
    @Query(queryPipe) query: ListQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordingList | PastList> {
    if (query.as_of !== undefined) return this.past.list(user.ownerId, query, requireMoment(query.as_of));
    const { recordings, nextCursor, total } = await this.recordings.queries.list(user.ownerId, query);
    await this.view.prepare(recordings);
    if (nextCursor !== undefined) void reply.header('link', formatNextLink(request.url, nextCursor));
    return {
      items: recordings.map((one) => this.view.render(one)),
      next_cursor: nextCursor ?? null,
      ...(total === undefined ? {} : { total }),
    };
  }

  @Get(':id')
  @Operation(itemOperation)
  async item(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) query: ItemQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordingItem | undefined> {
    if (query.as_of !== undefined) return this.past.item(user.ownerId, id, requireMoment(query.as_of));
    const recording = await this.recordings.queries.item(user.ownerId, id, query, watchDisconnect(reply));
    const item = this.view.isMoving(recording) ? await this.shown(recording) : undefined;
    const etag = item === undefined ? etagOf(recording) : movingEtagOf(recording, item);
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (isUnchanged(request.headers['if-none-match'], etag)) {
      void reply.status(304);
      return undefined;
    }
    return item ?? this.shown(recording);
  }

  @Get(':id/events')
  @Operation(eventsOperation(RECORDING_KIND))
  events(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) query: EventsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventPage> {
    const { recordings, names } = this;
    return readEventPage(
      { queries: recordings.queries, names },
      { owner: user.ownerId, id, query, signal: watchDisconnect(reply) },
    );
  }

  private async shown(recording: ItemSnapshot): Promise<RecordingItem> {
    await this.view.prepare([recording]);
    return this.view.render(recording);
  }
}
