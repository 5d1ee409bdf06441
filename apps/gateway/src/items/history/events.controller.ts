import { Controller, Get, Inject, Param, Query, Res, type Type } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Field } from '../../kit/http/fields.js';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { watchDisconnect } from '../../kit/http/requests/read-deadline.js';
import { anything, flag, list, orNull, ref, text, time } from '../../kit/http/schemas.js';
import { UserNames } from '../../people/index.js';
import { idOf, type ItemKind } from '../item-kind.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { EventsQuery } from '../read/list-query.dto.js';
import { readEventPage, type EventPage } from './event-page.js';

@ApiSchema({ name: 'Actor' })
class ActorAnswer {
  @Field(text('`user` or `service`.')) kind!: string;
  @Field(text('The id of a user, or the name of a service.')) id!: string;
  @Field(orNull(text('The name of a user; null for a service, or if unknown.'))) name!: string | null;
}

@ApiSchema({ name: 'AuditEvent' })
class AuditEventAnswer {
  @Field(text('Its position; send it back as `after`.')) id!: string;
  @Field(text('For example `StepCompleted`.')) type!: string;
  @Field(orNull(text('The step that it concerns.'))) step!: string | null;
  @Field(text('The status after the event.')) status_after!: string;
  @Field(flag('The item counted as failed after the event.')) failed_after!: boolean;
  @Field(orNull(text('The same in words.'))) message!: string | null;
  @Field(anything('The content of the event, without personal data.')) detail!: unknown;
  @Field(ref(ActorAnswer, 'Who or what caused it.')) actor!: ActorAnswer;
  @Field(time('When it was decided.')) occurred_at!: string;
  @Field(time('When the log stored it.')) recorded_at!: string;
  @Field(flag('It happened in another system, and was imported later.')) imported!: boolean;
}

@ApiSchema({ name: 'EventList' })
class EventListAnswer {
  @Field(list(AuditEventAnswer, 'Oldest first.')) items!: readonly AuditEventAnswer[];
  @Field(orNull(text('Send it back as `after` for the next page; null on the last.'))) next_cursor!: string | null;
}

const at = '2026-02-05T10:00:00.000Z';
const example = {
  id: '118.0',
  type: 'StepStarted',
  step: 'TRANSCRIBE',
  status_after: 'PROCESSING',
  failed_after: false,
  message: 'Transcription started on processing-1',
  detail: { step: 'TRANSCRIBE', worker: 'processing-1' },
  actor: { kind: 'service', id: 'processing-1', name: null },
  occurred_at: at,
  recorded_at: at,
  imported: false,
};

const ids = { recording: 'listEvents', document: 'listDocumentEvents', session: 'listSessionEvents' };

const eventsOperation = (kind: ItemKind): OperationOptions => ({
  id: ids[kind.noun],
  tag: kind.tag,
  scope: 'read',
  summary: `List the events of a ${kind.noun}`,
  description:
    'In order. `next_cursor` is the `after` of the next page; the id of the last event is the `after` of a later request for new events.',
  parameters: [idOf(kind)],
  answers: [{ status: 200, description: 'Events.', type: EventListAnswer, example: { items: [example], next_cursor: null } }],
  problems: ['not-found', 'quarantined', 'needs-upgrade'],
});

export function eventsController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class EventsController {
    constructor(
      @Inject(services) private readonly services: ItemServices,
      @Inject(UserNames) private readonly names: UserNames,
    ) {}

    @Get(':id/events')
    @Operation(eventsOperation(kind))
    events(
      @CurrentUser() user: Principal,
      @Param('id') id: string,
      @Query(queryPipe) query: EventsQuery,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<EventPage> {
      const ports = { queries: this.services.queries, names: this.names };
      return readEventPage(ports, { owner: user.ownerId, id, query, signal: watchDisconnect(reply) });
    }
  }
  return EventsController;
}
