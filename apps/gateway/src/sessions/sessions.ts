import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import type { ShownRecording } from '../recordings/queries/recording-loader.js';
import { ListQuery } from '../recordings/queries/list-query.dto.js';
import type { RegisterRequests } from '../recordings/register/register-requests.js';
import type { SessionItem, SessionView } from './session-view.js';
import type { SessionListQuery } from './sessions.dto.js';

export interface SessionPorts {
  /** Of sessions alone. */
  readonly queries: RecordingQueries;
  readonly registering: RegisterRequests;
  readonly view: SessionView;
}

/** What can be read of sessions, and how they begin. */
export class Sessions {
  constructor(private readonly ports: SessionPorts) {}

  /** Newest first. */
  async list(owner: string, query: SessionListQuery): Promise<{ items: readonly SessionItem[]; next_cursor: string | null }> {
    const { recordings, nextCursor } = await this.ports.queries.list(owner, Object.assign(new ListQuery(), query));
    return { items: recordings.map((one) => this.ports.view.render(one)), next_cursor: nextCursor ?? null };
  }

  known(owner: string, id: string): Promise<ShownRecording> {
    return this.ports.queries.known(owner, id);
  }

  async item(owner: string, id: string): Promise<SessionItem> {
    return this.ports.view.render(await this.known(owner, id));
  }

  create(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.ports.registering.carryOut(request, reply);
  }
}
