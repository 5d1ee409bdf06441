import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { isUuid } from '@throughline/contracts';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../problems/problem.js';
import { queryPipe } from '../problems/validation.js';
import { Visitors } from '../sign-in/visitors.js';
import { CurrentUser, NeedsScope } from '../tokens/auth.guard.js';
import { eventsForReader, mayOnlyRead } from '../tokens/reader-view.js';
import type { Principal } from '../tokens/token.js';
import { isStillWelcome } from './still-welcome.js';
import { Streams } from './streams.js';
import type { StreamKind } from './subscriber.js';

const LONGEST_ID = 2_000;

export class StreamQuery {
  /** For clients that cannot set a header. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_ID)
  last_event_id?: string;
}

interface Asked {
  readonly kind: StreamKind;
  readonly user: Principal;
  /** Undefined: everything of the library. */
  readonly id?: string;
  readonly lastEventId: string | undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

@Controller('api/v1')
@NeedsScope('read')
export class StreamController {
  constructor(
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Visitors) private readonly visitors: Visitors,
  ) {}

  /** Everything of the library. */
  @Get('me/stream')
  mine(
    @CurrentUser() user: Principal,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Query(queryPipe) query: StreamQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.serve({ kind: 'recordings', user, lastEventId: lastEventId ?? query.last_event_id, request, reply });
  }

  /** Every document of the library. */
  @Get('documents/stream')
  documents(
    @CurrentUser() user: Principal,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Query(queryPipe) query: StreamQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.serve({ kind: 'documents', user, lastEventId: lastEventId ?? query.last_event_id, request, reply });
  }

  @Get('recordings/:id/stream')
  recording(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Query(queryPipe) query: StreamQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.serve({ kind: 'recordings', user, id, lastEventId: lastEventId ?? query.last_event_id, request, reply });
  }

  @Get('documents/:id/stream')
  document(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Query(queryPipe) query: StreamQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.serve({ kind: 'documents', user, id, lastEventId: lastEventId ?? query.last_event_id, request, reply });
  }

  private async serve({ kind, user, id, lastEventId, request, reply }: Asked): Promise<void> {
    if (id !== undefined && !isUuid(id)) throw notFound();
    await this.streams.serve({
      kind,
      userId: user.userId,
      ownerId: user.ownerId,
      assetId: id,
      lastEventId: lastEventId === '' ? undefined : lastEventId,
      reply,
      isWelcome: () => isStillWelcome(this.visitors, request, user),
      rewrite: mayOnlyRead(user.scopes) ? eventsForReader : undefined,
    });
  }
}
