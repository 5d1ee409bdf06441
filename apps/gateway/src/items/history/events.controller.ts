import { Controller, Get, Inject, Param, Query, Res, type Type } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Field } from '../../kit/http/fields.js';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { watchDisconnect } from '../../kit/http/requests/read-deadline.js';
import { list, orNull, text } from '../../kit/http/schemas.js';
import { UserNames } from '../../people/index.js';
import { idOf, type ItemKind } from '../item-kind.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { EventsQuery } from '../read/list-query.dto.js';
import { AuditEventAnswer, EVENT_EXAMPLE } from './event-answer.js';
import { readEventPage, type EventPage } from './event-page.js';

@ApiSchema({ name: 'EventList' })
class EventListAnswer {
  @Field(list(AuditEventAnswer, 'Oldest first.')) items!: readonly AuditEventAnswer[];
  @Field(orNull(text('Send it back as `after` for the next page; null on the last.'))) next_cursor!: string | null;
}

const ids = { recording: 'listEvents', document: 'listDocumentEvents', session: 'listSessionEvents' };

const eventsOperation = (kind: ItemKind): OperationOptions => ({
  id: ids[kind.noun],
  tag: kind.tag,
  scope: 'read',
  summary: `List the events of a ${kind.noun}`,
  description:
    'In order. `next_cursor` is the `after` of the next page; the id of the last event is the `after` of a later request for new events.',
  parameters: [idOf(kind)],
  answers: [
    { status: 200, description: 'Events.', type: EventListAnswer, example: { items: [EVENT_EXAMPLE], next_cursor: null } },
  ],
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
