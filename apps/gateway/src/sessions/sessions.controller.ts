import { Body, Controller, Delete, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ARTIFACTS } from '../files/artifacts.controller.js';
import { contentDisposition } from '../files/content.js';
import { EraseBody } from '../items/commands/commands.dto.js';
import { noBodyPipe } from '../http/problems/no-body.js';
import { bodyPipe, queryPipe } from '../http/problems/validation.js';
import type { EventPage } from '../items/history/event-page.js';
import { EventsQuery } from '../items/read/list-query.dto.js';
import { watchDisconnect } from '../http/requests/client-gone.js';
import { TakesForms } from '../http/requests/takes-forms.js';
import { TakesQuery } from '../http/requests/query-guard.js';
import { Operation } from '../http/operation.js';
import { deleteOperation, eraseOperation, restoreOperation } from '../items/commands/commands.operations.js';
import { eventsOperation } from '../items/history/event-answers.js';
import { CurrentUser } from '../people/tokens/auth.guard.js';
import type { Principal } from '../people/tokens/token.js';
import { SESSION_KIND } from './session-kind.js';
import { SessionRequests } from './session-requests.js';
import { renderSessionTranscript } from './session-transcript.js';
import type { SessionItem } from './session-view.js';
import { DownloadQuery, SessionListQuery } from './sessions.dto.js';
import { Sessions } from './sessions.js';
import {
  createOperation,
  downloadOperation,
  itemOperation,
  listOperation,
  retryOperation,
  statusOperation,
} from './sessions.operations.js';

interface SessionList {
  readonly items: readonly SessionItem[];
  readonly next_cursor: string | null;
}

/** Speech to text and nothing else, in the terms of PRG-01 to PRG-20. */
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SessionRequests) private readonly requests: SessionRequests,
    @Inject(ARTIFACTS) private readonly artifacts: ArtifactStore,
  ) {}

  @Get()
  @Operation(listOperation)
  list(@CurrentUser() user: Principal, @Query(queryPipe) query: SessionListQuery): Promise<SessionList> {
    return this.sessions.list(user.ownerId, query);
  }

  @Post()
  @Operation(createOperation)
  @TakesForms()
  create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.sessions.create(request, reply);
  }

  @Get(':id')
  @Operation(itemOperation)
  item(@CurrentUser() user: Principal, @Param('id') id: string): Promise<SessionItem> {
    return this.sessions.item(user.ownerId, id);
  }

  /** Live fields are in no revision, so there is no ETag and never a 304. */
  @Get(':id/status')
  @Operation(statusOperation)
  status(@CurrentUser() user: Principal, @Param('id') id: string): Promise<SessionItem> {
    return this.sessions.item(user.ownerId, id);
  }

  @Get(':id/events')
  @Operation(eventsOperation(SESSION_KIND))
  events(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) query: EventsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventPage> {
    return this.sessions.events(user.ownerId, id, query, watchDisconnect(reply));
  }

  @Post(':id/retry')
  @Operation(retryOperation)
  @TakesQuery({ dryRun: true })
  retry(
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.requests.retry(id, request, reply);
  }

  @Delete(':id')
  @Operation(deleteOperation(SESSION_KIND))
  @TakesQuery({ dryRun: true })
  delete(
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.requests.delete(id, { request, reply });
  }

  @Post(':id/restore')
  @Operation(restoreOperation(SESSION_KIND))
  @TakesQuery({ dryRun: true })
  restore(
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.requests.restore(id, { request, reply });
  }

  @Post(':id/erase')
  @Operation(eraseOperation(SESSION_KIND))
  @TakesQuery({ dryRun: true })
  erase(
    @Param('id') id: string,
    @Body(bodyPipe) body: EraseBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.requests.erase(id, body, { request, reply });
  }

  @Get(':id/download')
  @Operation(downloadOperation)
  async download(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) { format }: DownloadQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { asset } = await this.sessions.requireSession(user.ownerId, id);
    const { mediaType, content } = await renderSessionTranscript(asset, format, this.artifacts);
    await reply
      .header('content-type', mediaType)
      // Always `attachment`: clients save this file.
      .header('content-disposition', contentDisposition('application/octet-stream', `transcript.${format}`))
      .header('cache-control', 'private, no-cache')
      .send(content);
  }
}
