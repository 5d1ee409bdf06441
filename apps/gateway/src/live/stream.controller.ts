import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { isUuid } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TextField } from '../http/fields.js';
import { notFound } from '../http/problems/problem.js';
import { queryPipe } from '../http/problems/validation.js';
import { Visitors } from '../people/sign-in/visitors.js';
import { Operation } from '../http/operation.js';
import { CurrentUser } from '../people/tokens/auth.guard.js';
import { restrictEvents, isReadOnly } from '../people/tokens/reader-view.js';
import type { Principal } from '../people/tokens/token.js';
import { grants } from '../people/tokens/scope.js';
import { itemStreamOperation, libraryStreamOperation } from './stream.operations.js';
import { Streams } from './streams.js';
import type { StreamKind } from './subscriber.js';

const LONGEST_ID = 2_000;

export class StreamQuery {
  @TextField('Replaces the header `Last-Event-ID`, for clients that cannot set one.', { max: LONGEST_ID })
  last_event_id?: string;
}

interface StreamServing {
  readonly kind: StreamKind;
  readonly user: Principal;
  /** Undefined: the whole library. */
  readonly id?: string;
  readonly lastEventId: string | undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

@Controller('api/v1')
export class StreamController {
  constructor(
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Visitors) private readonly visitors: Visitors,
  ) {}

  @Get('me/stream')
  @Operation(libraryStreamOperation({ id: 'streamMine', noun: 'recording' }))
  mine(
    @CurrentUser() user: Principal,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Query(queryPipe) query: StreamQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.serve({ kind: 'recordings', user, lastEventId: lastEventId ?? query.last_event_id, request, reply });
  }

  @Get('documents/stream')
  @Operation(libraryStreamOperation({ id: 'streamDocuments', noun: 'document' }))
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
  @Operation(itemStreamOperation({ id: 'streamRecording', noun: 'recording', status: 'PROCESSING' }))
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
  @Operation(itemStreamOperation({ id: 'streamDocument', noun: 'document', status: 'processing' }))
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

  private async serve({ kind, user, id, lastEventId, request, reply }: StreamServing): Promise<void> {
    if (id !== undefined && !isUuid(id)) throw notFound();
    await this.streams.serve({
      kind,
      userId: user.userId,
      ownerId: user.ownerId,
      assetId: id,
      lastEventId: lastEventId === '' ? undefined : lastEventId,
      reply,
      isWelcome: () => canStillRead(this.visitors, request, user),
      rewrite: isReadOnly(user.scopes) ? restrictEvents : undefined,
    });
  }
}

/**
 * Rechecks the user's access during a stream, because the guard has seen only its start.
 * A change of the user's library also ends the stream: the client reconnects to the new library.
 */
async function canStillRead(
  visitors: Pick<Visitors, 'look'>,
  request: FastifyRequest,
  { userId, ownerId }: Principal,
): Promise<boolean> {
  const now = await visitors.look(request);
  return now?.userId === userId && now.ownerId === ownerId && grants(now.scopes, 'read');
}
