import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { momentOf } from '../as-of/moment.js';
import type { PastList } from '../as-of/past-list.js';
import { PastRecordings } from '../as-of/past-recordings.js';
import { isUnchanged } from '../artifacts/range.js';
import { queryPipe } from '../problems/validation.js';
import { clientGone } from '../requests/client-gone.js';
import { CurrentUser, NeedsScope } from '../tokens/auth.guard.js';
import type { Principal } from '../tokens/token.js';
import { KnownNames } from '../users/known-names.js';
import { etagOf, movingEtagOf } from './etag.js';
import { EventsQuery, ItemQuery, ListQuery } from './queries/list-query.dto.js';
import { RecordingQueries } from './queries/recording-queries.js';
import type { ShownRecording } from './queries/recording-loader.js';
import { RecordingView, type RecordingItem } from './recording-view.js';
import { toldEvents, type ToldAuditEvent } from './told-events.js';

interface RecordingList {
  readonly items: readonly RecordingItem[];
  readonly next_cursor: string | null;
  readonly total?: number;
}

const nextLink = (url: string, cursor: string): string => {
  const [path = '', search = ''] = url.split('?');
  const query = new URLSearchParams(search);
  query.set('cursor', cursor);
  return `<${path}?${query.toString()}>; rel="next"`;
};

@Controller('api/v1/recordings')
@NeedsScope('read')
export class RecordingsController {
  constructor(
    @Inject(RecordingQueries) private readonly queries: RecordingQueries,
    @Inject(RecordingView) private readonly view: RecordingView,
    @Inject(PastRecordings) private readonly past: PastRecordings,
    @Inject(KnownNames) private readonly names: KnownNames,
  ) {}

  @Get()
  async list(
    @CurrentUser() user: Principal,
    @Query(queryPipe) query: ListQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordingList | PastList> {
    if (query.as_of !== undefined) return this.past.list(user.ownerId, query, momentOf(query.as_of));
    const { recordings, nextCursor, total } = await this.queries.list(user.ownerId, query);
    await this.view.prepare(recordings);
    if (nextCursor !== undefined) void reply.header('link', nextLink(request.url, nextCursor));
    return {
      items: recordings.map((one) => this.view.render(one)),
      next_cursor: nextCursor ?? null,
      ...(total === undefined ? {} : { total }),
    };
  }

  @Get(':id')
  async item(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) query: ItemQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordingItem | undefined> {
    if (query.as_of !== undefined) return this.past.item(user.ownerId, id, momentOf(query.as_of));
    const recording = await this.queries.item(user.ownerId, id, query, clientGone(reply));
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
  async events(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) query: EventsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: readonly ToldAuditEvent[]; next_cursor: string | null }> {
    const { events, more } = await this.queries.events(user.ownerId, id, query, clientGone(reply));
    return { items: await toldEvents(events, this.names), next_cursor: more ? (events.at(-1)?.id ?? null) : null };
  }

  private async shown(recording: ShownRecording): Promise<RecordingItem> {
    await this.view.prepare([recording]);
    return this.view.render(recording);
  }
}
