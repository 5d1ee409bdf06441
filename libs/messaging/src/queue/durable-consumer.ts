import { AckPolicy, DeliverPolicy, type ConsumerConfig, type ConsumerInfo } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import type { Broker } from '../broker/broker.js';
import { BROKER_CODES, brokerCodeOf } from '../broker/failure.js';

export interface DurableConsumer {
  readonly stream: string;
  readonly durable: string;
  readonly filter: string;
  readonly ackWaitMs: number;
  /** The messages in progress at all processes together. Default: only the pull requests bound it. */
  readonly maxInProgress?: number;
}

/**
 * Ensures the consumer that all workers of a lane share. Recreates it if it is missing or ahead of its stream, and updates it
 * if its settings differ.
 */
export async function ensureDurable(broker: Pick<Broker, 'admin'>, of: DurableConsumer): Promise<void> {
  const { stream, durable } = of;
  const consumer = await addOrUpdate(broker, of);
  if (!(await isAhead(broker, stream, consumer))) return;
  await broker.admin(`delete the consumer ${durable}`, (manager) => manager.consumers.delete(stream, durable));
  await addOrUpdate(broker, of);
}

/**
 * A killed server may restore an emptied stream without its last sequence (seen on 2.10.27), but the consumer with its own. The
 * consumer would then skip all new messages until the stream catches up. Reads the consumer first, because the stream can only
 * grow in between.
 */
async function isAhead(broker: Pick<Broker, 'admin'>, stream: string, { delivered }: ConsumerInfo): Promise<boolean> {
  if (delivered.stream_seq === 0) return false;
  const { state } = await broker.admin(`tell of the stream ${stream}`, (manager) => manager.streams.info(stream));
  return delivered.stream_seq > state.last_seq;
}

async function addOrUpdate(
  broker: Pick<Broker, 'admin'>,
  { stream, durable, filter, ackWaitMs, maxInProgress = -1 }: DurableConsumer,
): Promise<ConsumerInfo> {
  const changeable = {
    filter_subject: filter,
    ack_wait: nanos(ackWaitMs),
    // The worker decides when to stop. With `max_deliver` a message would stay in the queue for ever.
    max_deliver: -1,
    // In lanes the pull requests bound the number of messages in progress, because deferred messages must not block a lane.
    max_ack_pending: maxInProgress,
  };
  const config: Partial<ConsumerConfig> = {
    ...changeable,
    durable_name: durable,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    max_waiting: 4_096,
  };
  try {
    return await broker.admin(`create the consumer ${durable}`, (manager) => manager.consumers.add(stream, config));
  } catch (error) {
    if (brokerCodeOf(error) !== BROKER_CODES.consumerExists) throw error;
    return broker.admin(`update the consumer ${durable}`, (manager) => manager.consumers.update(stream, durable, changeable));
  }
}
