import { randomBytes } from 'node:crypto';
import { partitionOf } from '@throughline/contracts';
import { aCommit } from '@throughline/contracts/testing';
import type { Journey } from '@throughline/domain/testing';
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
import type { Closing } from '../servers/closing.js';

/** A log on a server of its own, as recordings side by side leave it. */
export interface BenchLog {
  readonly broker: BenchBroker;
  readonly masterKey: string;
  readonly store: JetStreamEventStore;
  readonly events: number;
  /** The last position of each partition that has any. */
  readonly ends: ReadonlyMap<number, Position>;
}

/** Recordings on their way at a time. */
const SIDE_BY_SIDE = 200;

async function write(store: JetStreamEventStore, { assetId, commits }: Journey): Promise<Position | undefined> {
  let revision = NO_REVISION;
  let last: Position | undefined;
  for (const { commit } of commits) {
    const appended = await store.append(assetId, aCommit(commit.events, { at: commit.at }), revision);
    revision = appended.revision;
    last = appended.position;
  }
  return last;
}

/** How a log was synced does not matter to those who read it; it is written faster where not each commit waits for the disk. */
export async function writeLog(journeys: readonly Journey[], closing: Closing): Promise<BenchLog> {
  const broker = await startBroker('default', closing);
  await ensureEventStreams(broker.nc);
  const masterKey = randomBytes(MASTER_KEY_BYTES);
  const keys = new JetStreamDataKeys(broker.nc, { masterKey });
  closing.add(() => keys.close());
  const store = await JetStreamEventStore.open(broker.nc, { keys });
  const ends = new Map<number, Position>();
  const waiting = [...journeys];
  const lane = async (): Promise<void> => {
    for (let journey = waiting.pop(); journey !== undefined; journey = waiting.pop()) {
      const partition = partitionOf(journey.assetId, store.partitions);
      const last = await write(store, journey);
      const end = ends.get(partition);
      if (last !== undefined && (end === undefined || comparePosition(last, end) > 0)) ends.set(partition, last);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  const events = journeys.reduce((sum, journey) => sum + journey.events.length, 0);
  return { broker, masterKey: masterKey.toString('hex'), store, events, ends };
}
