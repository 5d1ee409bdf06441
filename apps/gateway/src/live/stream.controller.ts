import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { isUuid } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, grants, type Principal } from '../kit/http/access.js';
import { TextField } from '../kit/http/fields.js';
import { Operation, type OperationOptions, type Parameter } from '../kit/http/operation.js';
import { itemId } from '../kit/http/parameters.js';
import { notFound } from '../kit/http/problems/problem.js';
import { queryPipe } from '../kit/http/problems/validation.js';
import { isReadOnly } from '../items/index.js';
import { Visitors } from '../people/index.js';
import { Streams } from './streams.js';
import type { StreamKind } from './subscriber.js';

const lastEventId: Parameter = {
  name: 'Last-Event-ID',
  in: 'header',
  description: 'The `id` of the last received event: later changes come first, on any gateway, and after a restart.',
  schema: { type: 'string' },
};

const HOW =
  'Server-sent events. `snapshot` is the present state, at the start and after each `reset`; `change` is a whole item, as a GET returns it; ' +
  '`progress` has the fields of an item that change without a revision; `reset` gives the reason why everything must be read again. ' +
  'A comment every 15 seconds keeps the connection open. An `id` covers everything before it; docs/push.md has the details.';

interface StreamTexts {
  readonly id: string;
  readonly noun: string;
}

const streamOf = ({ id, noun }: StreamTexts, example: string): Omit<OperationOptions, 'summary' | 'problems'> => ({
  id,
  tag: `${noun}s`,
  scope: 'read',
  parameters: [lastEventId],
  answers: [
    {
      status: 200,
      description: 'Events, until either side ends the stream.',
      content: {
        'text/event-stream': { schema: { type: 'string' }, example: `retry: 2000\n\nevent: snapshot\ndata: ${example}` },
      },
    },
  ],
});

const itemStreamOperation = (texts: StreamTexts & { readonly status: string }): OperationOptions => ({
  ...streamOf(texts, `{"id":"0199f5a0-…","status":"${texts.status}", …}\nid: a.…\n\n`),
  summary: `Follow a ${texts.noun}`,
  description: `${HOW} The snapshot is the item.`,
  parameters: [itemId(texts.noun), lastEventId],
  problems: ['not-found', 'too-many-streams'],
});

const libraryStreamOperation = (texts: StreamTexts): OperationOptions => ({
  ...streamOf(texts, '{"items":[ … ],"next_cursor":null,"total":3}\nid: a.…\n\n'),
  summary: `Follow your ${texts.noun}s`,
  description: `${HOW} The snapshot has \`items\` (the 50 newest that are not deleted), \`next_cursor\` and \`total\`; there are changes of every ${texts.noun}.`,
  problems: ['too-many-streams'],
});

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
      isReadOnly: isReadOnly(user.scopes),
      access: {
        key: `${user.credential.kind} ${user.credential.id} ${user.ownerId}`,
        isWelcome: () => canStillRead(this.visitors, request, user),
      },
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
