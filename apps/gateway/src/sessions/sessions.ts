import type { FastifyReply, FastifyRequest } from 'fastify';
import { readEventPage, type EventPage } from '../items/history/event-page.js';
import type { ItemQueries } from '../items/read/item-queries.js';
import type { ItemSnapshot } from '../items/read/item-loader.js';
import { ListQuery, type EventsQuery } from '../items/read/list-query.dto.js';
import type { RegistrationRequests } from '../items/register/registration-requests.js';
import type { UserNames } from '../people/users/user-names.js';
import type { SessionItem, SessionView } from './session-view.js';
import type { SessionListQuery } from './sessions.dto.js';

export interface SessionPorts {
  readonly queries: ItemQueries;
  readonly registering: RegistrationRequests;
  readonly view: SessionView;
  readonly names: UserNames;
}

export class Sessions {
  constructor(private readonly ports: SessionPorts) {}

  /** Newest first. */
  async list(owner: string, query: SessionListQuery): Promise<{ items: readonly SessionItem[]; next_cursor: string | null }> {
    const { recordings, nextCursor } = await this.ports.queries.list(owner, Object.assign(new ListQuery(), query));
    await this.ports.view.prepare(recordings);
    return { items: recordings.map((one) => this.ports.view.render(one)), next_cursor: nextCursor ?? null };
  }

  requireSession(owner: string, id: string): Promise<ItemSnapshot> {
    return this.ports.queries.requireItem(owner, id);
  }

  async item(owner: string, id: string): Promise<SessionItem> {
    const shown = await this.requireSession(owner, id);
    await this.ports.view.prepare([shown]);
    return this.ports.view.render(shown);
  }

  events(owner: string, id: string, query: EventsQuery, signal: AbortSignal): Promise<EventPage> {
    return readEventPage(this.ports, { owner, id, query, signal });
  }

  create(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.ports.registering.carryOut(request, reply);
  }
}
