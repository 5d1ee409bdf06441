import { STREAMS, partitionFilter } from '@throughline/contracts';
import { AckPolicy, DeliverPolicy, jetstreamManager, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream';
import { nanos, nuid, type NatsConnection } from '@nats-io/nats-core';
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
  /** Commits of the partition that are not read yet. */
  readonly commits: number;
  /** How long the oldest commit that is not read yet has been in the log, by the broker's clock. */
  readonly ms: number;
}

/** One whose end was not heard is ended by the broker. */
const UNUSED_MS = 5_000;

/** Of a checkpoint that was taken from another log, or from a newer copy of it, nothing can be said. */
const isOfThisLog = ({ config, state }: StreamInfo, { incarnation, position }: PartitionCheckpoint): boolean =>
  config.metadata?.[META.incarnation] === incarnation && sequenceOf(position) <= state.last_seq;

async function lagOf(manager: JetStreamManager, log: StreamInfo, { partition, position }: PartitionCheckpoint): Promise<Lag> {
  const read = sequenceOf(position);
  const filter = partitionFilter(partition);
  const none = { partition, commits: 0, ms: 0 };
  if (read === log.state.last_seq) return none;
  const nextOfPartition = { seq: read + 1, next_by_subj: filter };
  const oldest = await manager.streams.getMessage(STREAMS.events, nextOfPartition);
  if (oldest === null) return none;
  const commits = await countFrom(manager, oldest.seq, filter);
  const now = log.ts === undefined ? Date.now() : Date.parse(log.ts);
  return { partition, commits, ms: Math.max(0, now - oldest.time.getTime()) };
}

/** A reader that reads nothing: what lies before it is counted by the broker. */
async function countFrom(manager: JetStreamManager, sequence: number, filter: string): Promise<number> {
  const { name, num_pending: commits } = await manager.consumers.add(STREAMS.events, {
    name: `tl_${nuid.next()}`,
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: sequence,
    filter_subject: filter,
    inactive_threshold: nanos(UNUSED_MS),
    mem_storage: true,
    num_replicas: 1,
  });
  manager.consumers.delete(STREAMS.events, name).catch(() => undefined);
  return commits;
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
