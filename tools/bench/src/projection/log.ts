import { randomBytes } from 'node:crypto';
import { partitionOf } from '@throughline/contracts';
import {
  JetStreamDataKeys,
  JetStreamEventStore,
  MASTER_KEY_BYTES,
  NO_REVISION,
  comparePosition,
  ensureEventStreams,
  type Position,
} from '@throughline/event-store';
import { startBroker, type BenchBroker } from '../servers/brokers.js';
import type { Cleanup } from '../servers/cleanup.js';
import { eventsOf, type History } from './recordings.js';

/** A log on its own server, with the commits of parallel recordings interleaved. */
export interface BenchLog {
  readonly broker: BenchBroker;
  readonly masterKey: string;
  readonly store: JetStreamEventStore;
  readonly events: number;
  /** The last position of each non-empty partition. */
  readonly ends: ReadonlyMap<number, Position>;
}

const SIDE_BY_SIDE = 200;

async function write(store: JetStreamEventStore, { assetId, commits }: History): Promise<Position | undefined> {
  let revision = NO_REVISION;
  let last: Position | undefined;
  for (const commit of commits) {
    const appended = await store.append(assetId, commit, revision);
    revision = appended.revision;
    last = appended.position;
  }
  return last;
}

/** Writes the log to a server that does not sync each commit. Readers are not affected by this, and writing is faster. */
export async function writeLog(histories: Iterable<History>, closing: Cleanup): Promise<BenchLog> {
  const broker = await startBroker('default', closing);
  await ensureEventStreams(broker.nc);
  const masterKey = randomBytes(MASTER_KEY_BYTES);
  const keys = new JetStreamDataKeys(broker.nc, { masterKey });
  closing.add(() => keys.close());
  const store = await JetStreamEventStore.open(broker.nc, { keys });
  const ends = new Map<number, Position>();
  let events = 0;
  // All lanes share one iterator.
  const waiting = histories[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
      const history = next.value;
      events += eventsOf(history);
      const partition = partitionOf(history.assetId, store.partitions);
      const last = await write(store, history);
      const end = ends.get(partition);
      if (last !== undefined && (end === undefined || comparePosition(last, end) > 0)) ends.set(partition, last);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  return { broker, masterKey: masterKey.toString('hex'), store, events, ends };
}
