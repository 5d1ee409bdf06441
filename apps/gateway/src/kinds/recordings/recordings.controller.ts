import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  PAST_RECORDING_ROWS,
  PastLists,
  Moments,
  ItemQuery,
  ListQuery,
  RECORDINGS,
  ItemReader,
  ItemView,
  unlessUnchanged,
} from '../../items/index.js';
import type { PastList, PastRows, ItemPage, ItemServices, RecordingItem } from '../../items/index.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { TakesForms } from '../../kit/http/requests/takes-forms.js';
import { watchDisconnect } from '../../kit/http/requests/read-deadline.js';
import { Operation } from '../../kit/http/operation.js';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { ShowsRows } from '../../adapters/projection/index.js';
import { itemOperation, listOperation, registerOperation } from './recordings.operations.js';

const formatNextLink = (url: string, cursor: string): string => {
  const [path = '', search = ''] = url.split('?');
  const query = new URLSearchParams(search);
  query.set('cursor', cursor);
  return `<${path}?${query.toString()}>; rel="next"`;
};

@Controller('api/v1/recordings')
export class RecordingsController {
  readonly reader: ItemReader<RecordingItem>;
  readonly #past: PastLists;

  constructor(
    @Inject(RECORDINGS) private readonly recordings: ItemServices<RecordingItem>,
    @Inject(ItemView) view: ItemView,
    @Inject(PAST_RECORDING_ROWS) past: PastRows,
    @Inject(Moments) private readonly moments: Moments,
  ) {
    this.reader = new ItemReader(recordings.queries, view);
    this.#past = new PastLists(past);
  }

  @Get()
  @Operation(listOperation)
  @ShowsRows()
  async list(
    @CurrentUser() user: Principal,
    @Query(queryPipe) query: ListQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ItemPage<RecordingItem> | PastList> {
    if (query.as_of !== undefined) return this.#past.list(user.ownerId, query, await this.moments.read(query.as_of));
    const page = await this.recordings.page(user.ownerId, query);
    if (page.next_cursor !== null) void reply.header('link', formatNextLink(request.url, page.next_cursor));
    return page;
  }

  @Get(':id')
  @Operation(itemOperation)
  @ShowsRows()
  async item(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) query: ItemQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordingItem | undefined> {
    if (query.as_of !== undefined) return this.recordings.past.item(user.ownerId, id, await this.moments.read(query.as_of));
    const found = await this.reader.read(user.ownerId, id, query, watchDisconnect(reply));
    return unlessUnchanged(found, request, reply);
  }

  @Post()
  @Operation(registerOperation)
  @TakesForms()
  register(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.recordings.registrations.carryOut(request, reply);
  }
}
