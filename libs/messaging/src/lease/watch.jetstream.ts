import { STREAMS, SUBJECTS, isLeaseProbe, leaseCodec } from '@throughline/contracts';
import { AckPolicy, DeliverPolicy, jetstream, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import type { Broker } from '../broker/broker.js';
import { toInfrastructureError } from '../broker/failure.js';
import { sleep, systemClock } from '../clock/clock.js';
import type { OnProblem } from '../queue/queue.js';
import type { WatchLeasesOptions } from './leases.js';

const RETRY_MS = 500;
/** The broker removes the consumer of a dead reader after this time. */
const INACTIVE_MS = 60_000;
/** The watch restarts after two missed heartbeats of the broker. */
const IDLE_HEARTBEAT_MS = 5_000;
const EXPIRES_MS = 30_000;

function reportLease(message: JsMsg, replayed: boolean, { onLease, onRemoved }: WatchLeasesOptions): void {
  if (isLeaseProbe(message.subject)) return;
  const lease = { ...leaseCodec.decode(message.data), storedAt: message.timestamp, replayed };
  if (lease.state === 'held') onLease(lease);
  else onRemoved?.(lease);
}

async function watchOnce(
  broker: Broker,
  options: WatchLeasesOptions,
  hooks: { onProblem: OnProblem; onReady: () => void },
): Promise<void> {
  const config = {
    deliver_policy: DeliverPolicy.LastPerSubject,
    filter_subject: SUBJECTS.leases,
    ack_policy: AckPolicy.None,
    mem_storage: true,
    num_replicas: 1,
    inactive_threshold: nanos(INACTIVE_MS),
  };
  const info = await broker.admin('watch the leases', (manager) => manager.consumers.add(STREAMS.leases, config));
  const consumer = await jetstream(broker.connection).consumers.get(STREAMS.leases, info.name);
  const messages = await consumer.consume({ max_messages: 500, expires: EXPIRES_MS, idle_heartbeat: IDLE_HEARTBEAT_MS });
  const stop = (): void => {
    messages.stop();
  };
  const forget = [broker.onDisconnect(stop), broker.onReconnect(stop)];
  options.signal.addEventListener('abort', stop, { once: true });
  let isReplay = true;
  const caughtUp = (): void => {
    isReplay = false;
    hooks.onReady();
  };
  void followStatus(messages, caughtUp);
  try {
    if (options.signal.aborted) return;
    if (info.num_pending === 0) caughtUp();
    for await (const message of messages) {
      try {
        reportLease(message, isReplay, options);
      } catch (error) {
        hooks.onProblem(error);
      }
      if (message.info.pending === 0) caughtUp();
    }
  } finally {
    options.signal.removeEventListener('abort', stop);
    for (const each of forget) each();
    stop();
    broker.admin('end a watch', (manager) => manager.consumers.delete(STREAMS.leases, info.name)).catch(() => undefined);
  }
}

const ENDINGS: readonly string[] = ['heartbeats_missed', 'consumer_not_found', 'consumer_deleted', 'stream_not_found'];

async function followStatus(messages: ConsumerMessages, onIdle: () => void): Promise<void> {
  for await (const { type } of messages.status()) {
    // A heartbeat means that no message is pending, even if the last one was removed in the meantime.
    if (type === 'heartbeat') onIdle();
    if (ENDINGS.includes(type)) messages.stop();
  }
}

/** Restarts the watch after each end. Each start reports all last values, so no change is missed. */
export function watchLeases(broker: Broker, options: WatchLeasesOptions, onProblem: OnProblem): Promise<void> {
  const { signal } = options;
  return new Promise((onReady, onFailed) => {
    const live = async (): Promise<void> => {
      while (!signal.aborted) {
        await broker.whenUp(signal);
        try {
          await watchOnce(broker, options, { onProblem, onReady });
        } catch (error) {
          onProblem(error);
          await sleep(systemClock, RETRY_MS, signal);
        }
      }
      onReady();
    };
    live().catch((error: unknown) => {
      onProblem(error);
      onFailed(toInfrastructureError('The watch of the leases has ended', error));
    });
  });
}
