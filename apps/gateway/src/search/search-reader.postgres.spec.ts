import { EventEmitter } from 'node:events';
import type { Pool } from 'pg';
import { parseQuery } from './query/parse-query.js';
import { PostgresSearchReader } from './store/search-reader.postgres.js';

/** A connection that breaks in its second statement, as `pg` reports it: by a rejection, and by an event. */
class BreakingClient extends EventEmitter {
  statements = 0;
  released: unknown;

  query(): Promise<{ rows: readonly object[] }> {
    this.statements += 1;
    if (this.statements === 1) return Promise.resolve({ rows: [] });
    const lost = new Error('Connection terminated unexpectedly');
    this.emit('error', lost);
    return Promise.reject(lost);
  }

  release(error: unknown): void {
    this.released = error;
  }
}

describe('the reader of the search', () => {
  it('survives a connection that is lost during a search, and does not use it again', async () => {
    const client = new BreakingClient();
    const pool = {
      connect: () => Promise.resolve(client),
      query: () => Promise.resolve({ rows: [{ every: `'budget'`, some: `'budget'` }] }),
    } as unknown as Pool;
    const parsed = parseQuery('budget');
    if ('faults' in parsed) throw new Error(parsed.faults.join());
    const request = { libraryId: 'library', query: parsed.query, similar: {}, after: undefined, limit: 20 };
    await expect(new PostgresSearchReader(pool).search(request)).rejects.toThrow('Connection terminated unexpectedly');
    expect(client.released).toBeInstanceOf(Error);
    expect(client.listenerCount('error')).toBe(0);
  });
});
