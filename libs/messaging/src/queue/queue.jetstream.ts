import { headers, type MsgHdrs } from '@nats-io/nats-core';
import { computeBackoff, retry } from '@throughline/contracts';
import type { Broker } from '../broker/broker.js';
import { BROKER_CODES, InfrastructureError, brokerCodeOf } from '../broker/failure.js';
import { sleep, systemClock } from '../clock/clock.js';
import { ensureDurable } from './durable-consumer.js';
import { PullSlot } from './pull-slot.js';
import type { Headers, OnProblem, PullOptions, Queue } from './queue.js';
import { toReceivedMessage } from './settle.js';

export interface JetStreamQueueOptions {
  readonly stream: string;
  readonly ackWaitMs: number;
  readonly onProblem: OnProblem;
  /** The messages of one consumer in progress at all processes together. */
  readonly maxInProgress?: number;
}

const TROUBLE_PAUSE_MS = 250;
const REPAIR_BACKOFF = { firstMs: TROUBLE_PAUSE_MS, longestMs: 5_000 };
const PUT_TRIES = 5;
const PUT_BACKOFF = { firstMs: 100, longestMs: 800 };

export class JetStreamQueue implements Queue {
  constructor(
    private readonly broker: Broker,
    private readonly options: JetStreamQueueOptions,
  ) {}

  /**
   * Repeats the write after an unknown outcome, because the same bytes may be written again. A full disk has the same error
   * code as "one message per subject", so `present` requires that a message is seen.
   */
  async put(subject: string, bytes: Uint8Array, extra: Headers = []): Promise<'stored' | 'present'> {
    const { stream } = this.options;
    const fields = fieldsOf(extra);
    const publish = async (): Promise<'stored' | 'present'> => {
      try {
        await this.broker.publish({ stream, subject, bytes, ...(fields === undefined ? {} : { headers: fields }) });
        return 'stored';
      } catch (error) {
        if (isRetryable(error) && (await this.isPresent(subject, error))) return 'present';
        throw error;
      }
    };
    return retry(publish, {
      backoff: PUT_BACKOFF,
      shouldRetry: (error, failures) => isRetryable(error) && failures < PUT_TRIES,
    });
  }

  async pull(pull: PullOptions): Promise<void> {
    const { stream } = this.options;
    const slots = Array.from({ length: pull.capacity }, () => new PullSlot(this.broker, { stream, durable: pull.durable }));
    const giveUp = (): void => {
      slots.forEach((slot) => {
        slot.giveUp();
      });
    };
    const consumer = this.consumer(pull);
    const forget = [
      // Another server, or one with a restored store, may have answered.
      this.broker.onReconnect(() => {
        consumer.distrust();
        giveUp();
      }),
      this.broker.onDisconnect(giveUp),
    ];
    pull.signal.addEventListener('abort', giveUp, { once: true });
    try {
      await consumer.ready();
      // Each slot gets its own signal, because there may be more slots than Node's listener limit.
      const ends = await Promise.allSettled(
        slots.map((slot) => this.serve(slot, { ...pull, signal: AbortSignal.any([pull.signal]) }, consumer)),
      );
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    } finally {
      pull.signal.removeEventListener('abort', giveUp);
      for (const each of forget) each();
      await Promise.all(slots.map((slot) => slot.close()));
    }
  }

  private async serve(slot: PullSlot, pull: PullOptions, consumer: ConsumerGuard): Promise<void> {
    for (;;) {
      await this.broker.whenUp(pull.signal);
      await consumer.ready();
      if (pull.signal.aborted) break;
      const pulled = await slot.next();
      if (pulled === 'trouble') {
        consumer.distrust();
        await sleep(systemClock, TROUBLE_PAUSE_MS, pull.signal);
      } else if (pulled !== 'nothing') await pull.onReceived(toReceivedMessage(this.broker, pulled));
    }
    await slot.close();
  }

  private consumer({ durable, filter, signal }: PullOptions): ConsumerGuard {
    const { stream, ackWaitMs, onProblem, maxInProgress } = this.options;
    let repair: Promise<void> | undefined;
    // A counter, so that doubts that arise during a repair are not lost.
    let doubts = 1;
    let cleared = 0;
    const run = async (): Promise<void> => {
      for (let tries = 1; !signal.aborted; tries += 1) {
        await this.broker.whenUp(signal);
        const now = doubts;
        try {
          const settings = { ackWaitMs, ...(maxInProgress === undefined ? {} : { maxInProgress }) };
          await ensureDurable(this.broker, { stream, durable, filter, ...settings });
          cleared = now;
          if (cleared === doubts) return;
        } catch (error) {
          onProblem(error);
          await sleep(systemClock, computeBackoff(REPAIR_BACKOFF, tries), signal);
        }
      }
    };
    return {
      distrust: () => {
        doubts += 1;
      },
      ready: () => {
        if (cleared === doubts) return Promise.resolve();
        repair ??= run().finally(() => {
          repair = undefined;
        });
        return repair;
      },
    };
  }

  private async isPresent(subject: string, error: unknown): Promise<boolean> {
    if (brokerCodeOf(error) !== BROKER_CODES.storeFailed) return false;
    return (await this.broker.last(this.options.stream, subject)) !== undefined;
  }
}

function fieldsOf(pairs: Headers): MsgHdrs | undefined {
  if (pairs.length === 0) return undefined;
  const fields = headers();
  for (const [name, value] of pairs) fields.set(name, value);
  return fields;
}

interface ConsumerGuard {
  /** Checks and repairs the broker's consumer if there were doubts since the last check. */
  ready(): Promise<void>;
  distrust(): void;
}

/** A missing answer or a refusal by the store may pass. A missing stream does not. */
const isRetryable = (error: unknown): boolean => {
  const code = brokerCodeOf(error);
  return error instanceof InfrastructureError && (code === undefined || code === BROKER_CODES.storeFailed);
};
