import { AckPolicy, DeliverPolicy, type ConsumerConfig, type ConsumerInfo } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import type { Broker } from '../broker/broker.js';
import { BROKER_CODES, brokerCodeOf } from '../broker/failure.js';

export interface Durable {
  readonly stream: string;
  readonly durable: string;
  readonly filter: string;
  readonly ackWaitMs: number;
}

/** The consumer that all workers of a lane share. Made again where it is missing or ahead of its stream, brought up to date where it differs. */
export async function ensureDurable(broker: Pick<Broker, 'admin'>, of: Durable): Promise<void> {
  const { stream, durable } = of;
  const consumer = await addOrUpdate(broker, of);
  if (!(await isAhead(broker, stream, consumer))) return;
  await broker.admin(`delete the consumer ${durable}`, (manager) => manager.consumers.delete(stream, durable));
  await addOrUpdate(broker, of);
}

/**
 * A server that is killed may bring an emptied stream back without its sequence (seen on 2.10.27), and the consumer with
 * what it had delivered before. It would then pass over everything that is new, until the stream has grown that far again.
 * Asked in this order, as a stream only grows otherwise.
 */
async function isAhead(broker: Pick<Broker, 'admin'>, stream: string, { delivered }: ConsumerInfo): Promise<boolean> {
  if (delivered.stream_seq === 0) return false;
  const { state } = await broker.admin(`tell of the stream ${stream}`, (manager) => manager.streams.info(stream));
  return delivered.stream_seq > state.last_seq;
}

async function addOrUpdate(
  broker: Pick<Broker, 'admin'>,
  { stream, durable, filter, ackWaitMs }: Durable,
): Promise<ConsumerInfo> {
  const changeable = {
    filter_subject: filter,
    ack_wait: nanos(ackWaitMs),
    // Our rules decide when enough is enough. Past `max_deliver` a message would lie there for ever.
    max_deliver: -1,
    // How much is worked on is bounded by what is asked for. What waits must not block the lane.
    max_ack_pending: -1,
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
