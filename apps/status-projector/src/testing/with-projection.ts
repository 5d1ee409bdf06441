import { MemoryEventStore } from '@throughline/event-store/testing';
import { startPostgres, type TestPostgres } from '@throughline/stack/testing';
import { Projection } from './projection.js';

export interface ProjectionFixture {
  readonly server: TestPostgres;
  readonly projection: Projection;
  readonly store: MemoryEventStore;
}

export function withProjection(partitions: number, onFresh: (fresh: ProjectionFixture) => void): void {
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
