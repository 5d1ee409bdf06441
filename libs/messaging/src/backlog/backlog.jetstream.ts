import { STREAMS, WORKER_SERVICES, laneFilter, type WorkerService } from '@throughline/contracts';
import type { ConsumerInfo } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { Broker } from '../broker/broker.js';
import { timersDurableFor } from '../timer/queued-timers.js';
import { durableFor } from '../work/queued-work.js';

/** What lies in a lane, as the broker has it now. */
export interface LaneBacklog {
  readonly service: WorkerService;
  readonly lane: string;
  /** Attempts that nobody was given yet. */
  readonly pending: number;
  /** Attempts that somebody was given: at work, or to be given again. */
  readonly handedOut: number;
  /** By the broker's clock; undefined where nothing is pending. */
  readonly oldestPendingMs: number | undefined;
}

export interface TimerBacklog {
  readonly service: WorkerService;
  /** Timers that are set, whenever they are due. */
  readonly timers: number;
}

/** The lane that a durable serves; undefined where it is none of ours. */
function laneOf(durable: string): Pick<LaneBacklog, 'service' | 'lane'> | undefined {
  const service = WORKER_SERVICES.find((each) => durable.startsWith(durableFor(each, '')));
  return service === undefined ? undefined : { service, lane: durable.slice(durableFor(service, '').length) };
}

/** All readers of a stream in one request. */
function readersOf(broker: Broker, stream: string): Promise<readonly ConsumerInfo[]> {
  return broker.admin(`list the readers of ${stream}`, async (manager) => {
    const readers: ConsumerInfo[] = [];
    for await (const reader of manager.consumers.list(stream)) readers.push(reader);
    return readers;
  });
}

async function oldestPendingMs(
  broker: Broker,
  reader: ConsumerInfo,
  { service, lane }: Pick<LaneBacklog, 'service' | 'lane'>,
): Promise<number | undefined> {
  if (reader.num_pending === 0) return undefined;
  const oldest = await broker.at(STREAMS.work, reader.delivered.stream_seq + 1, laneFilter(service, lane));
  if (oldest === undefined) return undefined;
  const now = reader.ts === undefined ? Date.now() : Date.parse(reader.ts);
  return Math.max(0, now - oldest.time.getTime());
}

/** Every lane that a worker has ever served. What is queued in others only a worker's first look makes countable. */
export async function laneBacklogs(connection: NatsConnection): Promise<readonly LaneBacklog[]> {
  const broker = Broker.over(connection);
  const readers = await readersOf(broker, STREAMS.work);
  const lanes = readers.map(async (reader) => {
    const lane = laneOf(reader.name);
    if (lane === undefined) return [];
    const { num_pending: pending, num_ack_pending: handedOut } = reader;
    return [{ ...lane, pending, handedOut, oldestPendingMs: await oldestPendingMs(broker, reader, lane) }];
  });
  return (await Promise.all(lanes)).flat();
}

export async function timerBacklogs(connection: NatsConnection): Promise<readonly TimerBacklog[]> {
  const readers = await readersOf(Broker.over(connection), STREAMS.timers);
  return WORKER_SERVICES.flatMap((service) => {
    const reader = readers.find(({ name }) => name === timersDurableFor(service));
    // A timer is handed out and put off again until it is due.
    return reader === undefined ? [] : [{ service, timers: reader.num_pending + reader.num_ack_pending }];
  });
}

/** Messages that nobody could read, as long as they are kept. */
export function countDeadLetters(connection: NatsConnection): Promise<number> {
  return Broker.over(connection).admin(
    'count the dead letters',
    async (manager) => (await manager.streams.info(STREAMS.deadLetters)).state.messages,
  );
}
