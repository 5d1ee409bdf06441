import { AckPolicy, RetentionPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { BarePublisher } from '../servers/bare-publisher.js';
import type { BenchBroker } from '../servers/brokers.js';
import type { Cleanup } from '../servers/cleanup.js';

const STREAM = 'BENCH';
const SUBJECT = 'bench.work';

/**
 * Returns a function that sends one message through a work queue, as fast as broker and client can. Its result is in
 * milliseconds.
 */
export async function openRoundTrip({ nc }: BenchBroker, closing: Cleanup): Promise<() => Promise<number>> {
  const manager = await jetstreamManager(nc);
  await manager.streams.add({ name: STREAM, subjects: [SUBJECT], retention: RetentionPolicy.Workqueue });
  await manager.consumers.add(STREAM, { durable_name: 'worker', ack_policy: AckPolicy.Explicit });
  const consumer = await jetstream(nc).consumers.get(STREAM, 'worker');
  let arrived: () => void = () => undefined;
  const messages = await consumer.consume({
    max_messages: 16,
    callback: (message) => {
      arrived();
      message.ack();
    },
  });
  closing.add(() => messages.close());
  const publisher = new BarePublisher(nc);
  const body = new TextEncoder().encode(JSON.stringify({ work: 'x'.repeat(1_000) }));
  return async () => {
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const sent = performance.now();
    const stored = publisher.publish(SUBJECT, body, headers());
    await arrival;
    const took = performance.now() - sent;
    await stored;
    return took;
  };
}
