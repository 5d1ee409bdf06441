import { MemoryEventStore } from '@throughline/event-store';
import { startPostgres, type TestPostgres } from '@throughline/stack/testing';
import { Projection } from '../testing/projection.js';
import { journeyOf } from '../testing/random-journey.js';
import { readyRecording, tell } from '../testing/stories.js';
import { sweep } from './sweep.js';

describe('the sweep', () => {
  let server: TestPostgres;
  let projection: Projection;
  beforeAll(async () => {
    server = await startPostgres();
    projection = await Projection.open(server);
  });
  afterAll(async () => {
    await projection.close();
    await server.stop();
  });

  it('asks a service once about each asset whose work does not move, and about nothing else', async () => {
    const store = new MemoryEventStore({ partitions: 2 });
    const done = readyRecording();
    // Registered and run, and nobody has started the download.
    const waiting = journeyOf([1]);
    const running = journeyOf([1]);
    running.through('DOWNLOAD');
    running.start('TRIM');
    for (const journey of [done, waiting, running]) await tell(store, journey);
    projection.start(store);
    await projection.caughtUp(store);
    const asked: string[] = [];
    const announcer = { publish: (subject: string, payload: string) => asked.push(`${subject} ${payload}`) };

    expect(await sweep(projection.pool, announcer, { olderThanMs: 1_000 })).toMatchObject({ asked: 2 });
    expect(asked.sort()).toEqual([
      `tl.poke.ingest ${JSON.stringify({ assetId: waiting.assetId })}`,
      `tl.poke.processing ${JSON.stringify({ assetId: running.assetId })}`,
    ]);

    const century = 100 * 365 * 24 * 3_600_000;
    expect(await sweep(projection.pool, announcer, { olderThanMs: century })).toEqual({ asked: 0, after: undefined });

    // One after the other, and then from the start again: nothing stands in the way of what comes behind it.
    const seen: string[] = [];
    let after: string | undefined;
    for (let round = 0; round < 4; round += 1) {
      const swept = await sweep(projection.pool, announcer, { olderThanMs: 1_000, after, most: 1 });
      seen.push(swept.after ?? 'end');
      after = swept.after;
    }
    const [first, second] = [waiting.assetId, running.assetId].sort();
    expect(seen).toEqual([first, second, 'end', first]);
  });
});
