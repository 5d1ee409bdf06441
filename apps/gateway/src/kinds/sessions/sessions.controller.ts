import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ARTIFACTS, ListQuery, SESSIONS, contentDisposition } from '../../items/index.js';
import type { ItemPage, ItemServices, TaggedItem } from '../../items/index.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { TakesForms } from '../../kit/http/requests/takes-forms.js';
import { Operation } from '../../kit/http/operation.js';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { ShowsRows } from '../../adapters/projection/index.js';
import { SessionRetry } from './session-retry.js';
import { renderSessionTranscript } from './session-transcript.js';
import type { SessionItem } from './session-view.js';
import { DownloadQuery, SessionListQuery } from './sessions.dto.js';
import {
  createOperation,
  downloadOperation,
  itemOperation,
  listOperation,
  retryOperation,
  statusOperation,
} from './sessions.operations.js';

/** Speech to text and nothing else, in the terms of PRG-01 to PRG-20. */
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    @Inject(SESSIONS) private readonly sessions: ItemServices<SessionItem>,
    @Inject(SessionRetry) private readonly retries: SessionRetry,
    @Inject(ARTIFACTS) private readonly artifacts: ArtifactStore,
  ) {}

  @Get()
  @Operation(listOperation)
  @ShowsRows()
  list(@CurrentUser() user: Principal, @Query(queryPipe) query: SessionListQuery): Promise<ItemPage<SessionItem>> {
    return this.sessions.page(user.ownerId, Object.assign(new ListQuery(), query));
  }

  @Post()
  @Operation(createOperation)
  @TakesForms()
  create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.sessions.registrations.carryOut(request, reply);
  }

  @Get(':id')
  @Operation(itemOperation)
  @ShowsRows()
  async item(@CurrentUser() user: Principal, @Param('id') id: string): Promise<SessionItem> {
    return (await this.read(user.ownerId, id)).item;
  }

  /** Live fields are in no revision, so there is no ETag and never a 304. */
  async read(owner: string, id: string): Promise<TaggedItem<SessionItem>> {
    return { item: await this.sessions.render(await this.sessions.queries.requireItem(owner, id)), etag: undefined };
  }

  @Get(':id/status')
  @Operation(statusOperation)
  @ShowsRows()
  status(@CurrentUser() user: Principal, @Param('id') id: string): Promise<SessionItem> {
    return this.item(user, id);
  }

  @Post(':id/retry')
  @Operation(retryOperation)
  @TakesNoBody()
  retry(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.retries.carryOut(id, { request, reply });
  }

  @Get(':id/download')
  @Operation(downloadOperation)
  async download(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) { format }: DownloadQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { asset } = await this.sessions.queries.requireItem(user.ownerId, id);
    const { mediaType, content } = await renderSessionTranscript(asset, format, this.artifacts);
    await reply
      .header('content-type', mediaType)
      // Always `attachment`: clients save this file.
      .header('content-disposition', contentDisposition('application/octet-stream', `transcript.${format}`))
      .header('cache-control', 'private, no-cache')
      .send(content);
  }
}
