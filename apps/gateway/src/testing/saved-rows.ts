import type { MemoryGateway } from './memory-gateway.js';

export interface Row {
  readonly id: number;
  readonly [member: string]: unknown;
}

export interface RowAnswer {
  readonly status: number;
  readonly body: Row;
}

export const SCHEDULE = { kind: 'time_of_day', time: '08:00', time_zone: 'UTC' };

/** Requests of the gateway's owner for sources, templates and jobs, at any revision. */
export class SavedRows {
  constructor(private readonly gateway: MemoryGateway) {}

  /** Sends a request below `/api/v1/`. */
  async ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object): Promise<RowAnswer> {
    const { app, token } = this.gateway;
    const response = await app.inject({
      method,
      url: `/api/v1/${path}`,
      headers: { authorization: `Bearer ${token}`, 'if-match': '*' },
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: response.statusCode, body: response.body === '' ? { id: 0 } : response.json<Row>() };
  }

  async make(path: string, payload: object): Promise<Row> {
    return (await this.ask('POST', path, payload)).body;
  }

  makeJob(name: string, templates: readonly Row[]): Promise<Row> {
    return this.make('jobs', { name, template_ids: templates.map(({ id }) => id), schedule: SCHEDULE });
  }
}
