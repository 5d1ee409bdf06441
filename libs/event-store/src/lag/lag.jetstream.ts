import { STREAMS, partitionFilter } from '@throughline/contracts';
import { AckPolicy, DeliverPolicy, jetstreamManager, type JetStreamManager, type StreamInfo } from '@nats-io/jetstream';
import { nanos, nuid, type NatsConnection } from '@nats-io/nats-core';
import { StoreUnavailableError } from '../errors/errors.js';
import type { Checkpoint } from '../continuity/continuity.js';
import { getConnectionWatch } from '../jetstream/connection.js';
import { META } from '../jetstream/stream.js';
import { sequenceOf } from '../order/order.js';

export interface PartitionCheckpoint extends Pick<Checkpoint, 'incarnation' | 'position'> {
  readonly partition: number;
}

export interface Lag {
  readonly partition: number;
  readonly commits: number;
  /** Age of the oldest unread commit by the broker's clock. Milliseconds. */
  readonly ms: number;
}

/** The broker removes a consumer after this time if its deletion was lost. */
const UNUSED_MS = 5_000;

const isOfThisLog = ({ config, state }: StreamInfo, { incarnation, position }: PartitionCheckpoint): boolean =>
  config.metadata?.[META.incarnation] === incarnation && sequenceOf(position) <= state.last_seq;

async function measureLag(
  manager: JetStreamManager,
  log: StreamInfo,
  { partition, position }: PartitionCheckpoint,
): Promise<Lag> {
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

/** Counts pending messages with a temporary consumer that reads none. */
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

/** Measures the lag of each checkpoint. Omits checkpoints that do not belong to this log. */
export async function measureLags(nc: NatsConnection, checkpoints: readonly PartitionCheckpoint[]): Promise<readonly Lag[]> {
  try {
    const read = async (): Promise<readonly Lag[]> => {
      const manager = await jetstreamManager(nc, { checkAPI: false });
      const log = await manager.streams.info(STREAMS.events);
      return Promise.all(checkpoints.filter((each) => isOfThisLog(log, each)).map((each) => measureLag(manager, log, each)));
    };
    return await getConnectionWatch(nc).answerOf(read());
  } catch (cause) {
    throw new StoreUnavailableError('How far readers are behind the log cannot be told', { cause });
  }
}
