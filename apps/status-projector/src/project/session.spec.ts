import { newAssetId } from '@throughline/contracts';
import { Journey, aConfig } from '@throughline/domain/testing';
import { START } from '@throughline/event-store';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { until } from '@throughline/stack/testing';
import { Folder } from './folder.js';
import { recordingFold } from '../fold/recording-fold.js';
import { appendJourney } from '../testing/journeys.js';
import type { Batch } from '../write/batch.js';
import { Session } from './session.js';

const NEVER_MS = 2 ** 31 - 1;

const aRun = (): Journey => {
  const journey = new Journey(newAssetId()).register();
  journey.run(aConfig(['library']));
  return journey;
};
const anImport = (): Journey => new Journey(newAssetId()).importFrom(aRun());

describe('a session of the projector', () => {
  let store: MemoryEventStore;
  let written: (readonly string[])[];
  let stop: AbortController;
  let appended: number;
  let folded: number;
  beforeEach(() => {
    store = new MemoryEventStore({ partitions: 1 });
    written = [];
    [appended, folded] = [0, 0];
    stop = new AbortController();
  });

  const start = (gatherMs: number, write: (batch: Batch) => Promise<Batch> = (batch) => Promise.resolve(batch)): Promise<void> =>
    new Session({
      store: {
        subscribe: (options) =>
          store.subscribe({
            ...options,
            onCommits: async (items) => {
              await options.onCommits(items);
              folded += items.length;
            },
          }),
      },
      folder: new Folder({
        fold: recordingFold,
        store,
        storedAssets: () => Promise.resolve(new Map()),
        parked: [],
        cacheSize: 10,
      }),
      partition: 0,
      from: START,
      maxEvents: 5_000,
      gatherMs,
      write,
      onWritten: (batch) => {
        written.push([...batch.changed.keys()]);
      },
    }).run(stop.signal);
  const add = async (...journeys: readonly Journey[]): Promise<void> => {
    for (const journey of journeys) await appendJourney(store, journey);
    appended += journeys.reduce((sum, { commits }) => sum + commits.length, 0);
    await until(() => folded === appended);
  };

  it('gathers the commits of an import, and writes them with the first commit that somebody may wait for', async () => {
    const running = start(NEVER_MS);
    const [one, other, own] = [anImport(), anImport(), aRun()];
    await add(one, other);
    expect(written).toEqual([]);
    await add(own);
    await until(() => written.flat().includes(own.assetId));
    expect(written[0]?.slice(0, 2)).toEqual([one.assetId, other.assetId]);
    stop.abort();
    await running;
  });

  it('writes the commits of an import after a while', async () => {
    const running = start(1);
    const journey = anImport();
    await add(journey);
    await until(() => written.flat().includes(journey.assetId));
    stop.abort();
    await expect(running).resolves.toBeUndefined();
  });

  it('writes what it has gathered before it ends', async () => {
    const running = start(NEVER_MS);
    const journey = anImport();
    await add(journey);
    stop.abort();
    await running;
    expect(written).toEqual([[journey.assetId]]);
  });

  it('writes the commits that came during the last transaction before it ends', async () => {
    let release: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      release = resolve;
    });
    const running = start(NEVER_MS, async (batch) => {
      await first;
      return batch;
    });
    const [own, journey] = [aRun(), anImport()];
    await add(own);
    await add(journey);
    stop.abort();
    release();
    await running;
    expect(written.at(-1)).toContain(journey.assetId);
  });

  it('writes the commits that were gathered for long enough during a transaction, right after it', async () => {
    let release: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      release = resolve;
    });
    let hasFired = false;
    const running = start(1, async (batch) => {
      await first;
      return batch;
    });
    const [own, journey] = [aRun(), anImport()];
    await add(own);
    await add(journey);
    setTimeout(() => {
      hasFired = true;
    }, 2);
    await until(() => hasFired);
    release();
    await until(() => written.flat().includes(journey.assetId));
    stop.abort();
    await expect(running).resolves.toBeUndefined();
  });
});
