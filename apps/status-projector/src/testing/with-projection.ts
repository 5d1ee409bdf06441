import { MemoryEventStore } from '@throughline/event-store';
import { startPostgres, type TestPostgres } from '@throughline/stack/testing';
import { Projection } from './projection.js';

export interface Fresh {
  readonly server: TestPostgres;
  readonly projection: Projection;
  readonly store: MemoryEventStore;
}

/** Gives each test of the suite tables of its own, and a log to fill them from. */
export function withProjection(partitions: number, onFresh: (fresh: Fresh) => void): void {
  let server: TestPostgres;
  let projection: Projection;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    await server.stop();
  });
  beforeEach(async () => {
    projection = await Projection.open(server);
    onFresh({ server, projection, store: new MemoryEventStore({ partitions }) });
  });
  afterEach(async () => {
    await projection.close();
  });
}
