import { STREAMS, WORKER_SERVICES, laneFilter, type WorkerService } from '@throughline/contracts';
import type { ConsumerInfo } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { Broker } from '../broker/broker.js';
import { buildTimersDurable } from '../timer/queued-timers.js';
import { buildLaneDurable } from '../work/queued-work.js';

export interface LaneBacklog {
  readonly service: WorkerService;
  readonly lane: string;
  readonly pending: number;
  /** Attempts that were delivered and not acknowledged: running, or waiting for redelivery. */
  readonly handedOut: number;
  /** By the broker's clock; `undefined` if nothing is pending. */
  readonly oldestPendingMs: number | undefined;
}

export interface TimerBacklog {
  readonly service: WorkerService;
  readonly timers: number;
}

/** Parses the name of a durable consumer. Returns `undefined` for consumers of other programs. */
function laneOf(durable: string): Pick<LaneBacklog, 'service' | 'lane'> | undefined {
  const service = WORKER_SERVICES.find((each) => durable.startsWith(buildLaneDurable(each, '')));
  return service === undefined ? undefined : { service, lane: durable.slice(buildLaneDurable(service, '').length) };
}

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

/** Counts the backlog of every lane that a worker has served at least once. Other lanes have no consumer to count with. */
export async function readLaneBacklogs(connection: NatsConnection): Promise<readonly LaneBacklog[]> {
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

export async function readTimerBacklogs(connection: NatsConnection): Promise<readonly TimerBacklog[]> {
  const readers = await readersOf(Broker.over(connection), STREAMS.timers);
  return WORKER_SERVICES.flatMap((service) => {
    const reader = readers.find(({ name }) => name === buildTimersDurable(service));
    // The broker delivers a timer at once and again after each delay, so both counts are set timers.
    return reader === undefined ? [] : [{ service, timers: reader.num_pending + reader.num_ack_pending }];
  });
}

export function countDeadLetters(connection: NatsConnection): Promise<number> {
  return Broker.over(connection).admin(
    'count the dead letters',
    async (manager) => (await manager.streams.info(STREAMS.deadLetters)).state.messages,
  );
}
