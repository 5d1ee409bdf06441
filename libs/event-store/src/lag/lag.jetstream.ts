import { STREAMS, partitionFilter } from '@throughline/contracts';
import { jetstreamManager, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { StoreUnavailableError } from '../errors/errors.js';
import type { Checkpoint } from '../continuity/continuity.js';
import { connectionWatch } from '../jetstream/connection.js';
import { META } from '../jetstream/stream.js';
import { sequenceOf } from '../order/order.js';

export interface PartitionCheckpoint extends Pick<Checkpoint, 'incarnation' | 'position'> {
  readonly partition: number;
}

/** How far a reader of a partition is behind the log. */
export interface Lag {
  readonly partition: number;
  /** Places in the log from the reader to the partition's last commit; other partitions' commits are among them. */
  readonly positions: number;
  /** How long the oldest commit that is not read yet has been in the log, by the broker's clock. */
  readonly ms: number;
}

/** Of a checkpoint that was taken from another log, or from a newer copy of it, nothing can be said. */
const isOfThisLog = ({ config, state }: StreamInfo, { incarnation, position }: PartitionCheckpoint): boolean =>
  config.metadata?.[META.incarnation] === incarnation && sequenceOf(position) <= state.last_seq;

async function lagOf(manager: JetStreamManager, log: StreamInfo, { partition, position }: PartitionCheckpoint): Promise<Lag> {
  const read = sequenceOf(position);
  const filter = partitionFilter(partition);
  const none = { partition, positions: 0, ms: 0 };
  if (read === log.state.last_seq) return none;
  const nextOfPartition = { seq: read + 1, next_by_subj: filter };
  const oldest = await manager.streams.getMessage(STREAMS.events, nextOfPartition);
  if (oldest === null) return none;
  const last = await manager.streams.getMessage(STREAMS.events, { last_by_subj: filter });
  const now = log.ts === undefined ? Date.now() : Date.parse(log.ts);
  return { partition, positions: (last ?? oldest).seq - read, ms: Math.max(0, now - oldest.time.getTime()) };
}

/** Readers whose checkpoints are not of this log are left out: nothing true can be said of them. */
export async function lagsOf(nc: NatsConnection, checkpoints: readonly PartitionCheckpoint[]): Promise<readonly Lag[]> {
  try {
    const read = async (): Promise<readonly Lag[]> => {
      const manager = await jetstreamManager(nc, { checkAPI: false });
      const log = await manager.streams.info(STREAMS.events);
      return Promise.all(checkpoints.filter((each) => isOfThisLog(log, each)).map((each) => lagOf(manager, log, each)));
    };
    return await connectionWatch(nc).answerOf(read());
  } catch (cause) {
    throw new StoreUnavailableError('How far readers are behind the log cannot be told', { cause });
  }
}
