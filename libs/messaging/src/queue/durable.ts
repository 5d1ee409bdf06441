import { AckPolicy, DeliverPolicy, type ConsumerConfig } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import type { Broker } from '../broker/broker.js';
import { BROKER_CODES, brokerCodeOf } from '../broker/failure.js';

export interface Durable {
  readonly stream: string;
  readonly durable: string;
  readonly filter: string;
  readonly ackWaitMs: number;
}

/** The consumer that all workers of a lane share. Made again where it is missing, brought up to date where it differs. */
export async function ensureDurable(broker: Broker, { stream, durable, filter, ackWaitMs }: Durable): Promise<void> {
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
    await broker.admin(`create the consumer ${durable}`, (manager) => manager.consumers.add(stream, config));
  } catch (error) {
    if (brokerCodeOf(error) !== BROKER_CODES.consumerExists) throw error;
    await broker.admin(`update the consumer ${durable}`, (manager) => manager.consumers.update(stream, durable, changeable));
  }
}
