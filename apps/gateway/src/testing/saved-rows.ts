import type { MemoryGateway } from './memory-gateway.js';
import { sendRequest, type Method, type Reply } from './send-request.js';

export interface Row {
  readonly id: number;
  readonly [member: string]: unknown;
}

export const SCHEDULE = { kind: 'time_of_day', time: '08:00', time_zone: 'UTC' };

/** Requests of the gateway's owner for sources, templates and jobs, at any revision. */
export class SavedRows {
  constructor(private readonly gateway: MemoryGateway) {}

  /** Sends a request below `/api/v1/`. */
  ask(method: Method, path: string, payload?: object): Promise<Reply<Row>> {
    return sendRequest<Row>(this.gateway, method, `/${path}`, { payload, ifMatch: '*' });
  }

  async make(path: string, payload: object): Promise<Row> {
    return (await this.ask('POST', path, payload)).body;
  }

  makeJob(name: string, templates: readonly Row[]): Promise<Row> {
    return this.make('jobs', { name, template_ids: templates.map(({ id }) => id), schedule: SCHEDULE });
  }
}
