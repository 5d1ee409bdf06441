import { Body, Controller, Delete, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ARTIFACTS } from '../artifacts/artifacts.controller.js';
import { contentDisposition } from '../artifacts/content.js';
import { EraseBody } from '../erase/erase.dto.js';
import { noBodyPipe } from '../problems/no-body.js';
import { bodyPipe, queryPipe } from '../problems/validation.js';
import { TakesForms } from '../requests/takes-forms.js';
import { TakesQuery } from '../requests/query-guard.js';
import { CurrentUser, NeedsScope } from '../tokens/auth.guard.js';
import type { Principal } from '../tokens/token.js';
import { SessionRequests } from './session-requests.js';
import { renderedTranscript } from './session-transcript.js';
import type { SessionItem } from './session-view.js';
import { DownloadQuery, SessionListQuery } from './sessions.dto.js';
import { Sessions } from './sessions.js';

interface SessionList {
  readonly items: readonly SessionItem[];
  readonly next_cursor: string | null;
}

/** Speech to text and nothing else, under the words of PRG-01 to PRG-20. */
@Controller('api/v1/sessions')
@NeedsScope('read')
export class SessionsController {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SessionRequests) private readonly requests: SessionRequests,
    @Inject(ARTIFACTS) private readonly artifacts: ArtifactStore,
  ) {}

  @Get()
  list(@CurrentUser() user: Principal, @Query(queryPipe) query: SessionListQuery): Promise<SessionList> {
    return this.sessions.list(user.ownerId, query);
  }

  @Post()
  @TakesForms()
  @NeedsScope('write')
  create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.sessions.create(request, reply);
  }

  @Get(':id')
  item(@CurrentUser() user: Principal, @Param('id') id: string): Promise<SessionItem> {
    return this.sessions.item(user.ownerId, id);
  }

  /** What moves is in no revision, so it is never said to be unchanged. */
  @Get(':id/status')
  status(@CurrentUser() user: Principal, @Param('id') id: string): Promise<SessionItem> {
    return this.sessions.item(user.ownerId, id);
  }

  @Post(':id/retry')
  @TakesQuery({ dryRun: true })
  @NeedsScope('write')
  retry(
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.requests.retry(id, request, reply);
  }

  @Delete(':id')
  @TakesQuery({ dryRun: true })
  @NeedsScope('write')
  delete(
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.requests.delete(id, { request, reply });
  }

  @Post(':id/restore')
  @TakesQuery({ dryRun: true })
  @NeedsScope('write')
  restore(
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.requests.restore(id, { request, reply });
  }

  @Post(':id/erase')
  @TakesQuery({ dryRun: true })
  @NeedsScope('write')
  erase(
    @Param('id') id: string,
    @Body(bodyPipe) body: EraseBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.requests.erase(id, body, { request, reply });
  }

  @Get(':id/download')
  async download(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) { format }: DownloadQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { asset } = await this.sessions.known(user.ownerId, id);
    const { mediaType, content } = await renderedTranscript(asset, format, this.artifacts);
    await reply
      .header('content-type', mediaType)
      // `attachment`, whatever the type: it is asked for to be kept.
      .header('content-disposition', contentDisposition('application/octet-stream', `transcript.${format}`))
      .header('cache-control', 'private, no-cache')
      .send(content);
  }
}
