import { headers, type MsgHdrs } from '@nats-io/nats-core';
import type { Broker } from '../broker/broker.js';
import { BROKER_CODES, InfrastructureError, brokerCodeOf } from '../broker/failure.js';
import { sleep, systemClock } from '../clock/clock.js';
import { ensureDurable } from './durable.js';
import { PullSlot } from './pull-slot.js';
import type { Headers, OnProblem, Pull, Queue } from './queue.js';
import { receivedFrom } from './settle.js';

export interface JetStreamQueueOptions {
  readonly stream: string;
  readonly ackWaitMs: number;
  readonly onProblem: OnProblem;
}

/** Between looks at a consumer that is gone or does not answer. */
const TROUBLE_PAUSE_MS = 250;
const MAX_TROUBLE_PAUSE_MS = 5_000;
const PUT_TRIES = 5;
const PUT_PAUSE_MS = 100;

export class JetStreamQueue implements Queue {
  constructor(
    private readonly broker: Broker,
    private readonly options: JetStreamQueueOptions,
  ) {}

  /**
   * The same bytes on the same subject may be written again at will, so an unknown outcome is tried again.
   * The code for "one message per subject" is also that of a full disk: only a message that is seen there is `present`.
   */
  async put(subject: string, bytes: Uint8Array, given: Headers = []): Promise<'stored' | 'present'> {
    const { stream } = this.options;
    const fields = fieldsOf(given);
    let failure: unknown;
    for (let attempt = 0; attempt < PUT_TRIES; attempt += 1) {
      try {
        await this.broker.publish({ stream, subject, bytes, ...(fields === undefined ? {} : { headers: fields }) });
        return 'stored';
      } catch (error) {
        if (!isWorthAnotherTry(error)) throw error;
        if (await this.isPresent(subject, error)) return 'present';
        failure = error;
        await sleep(systemClock, PUT_PAUSE_MS * 2 ** attempt, new AbortController().signal);
      }
    }
    throw failure;
  }

  async pull(pull: Pull): Promise<void> {
    const { stream } = this.options;
    const slots = Array.from({ length: pull.capacity }, () => new PullSlot(this.broker, { stream, durable: pull.durable }));
    const giveUp = (): void => {
      slots.forEach((slot) => {
        slot.giveUp();
      });
    };
    const consumer = this.consumer(pull);
    const forget = [
      // Another server, or the same one with another store, may have answered.
      this.broker.onReconnect(() => {
        consumer.distrust();
        giveUp();
      }),
      this.broker.onDisconnect(giveUp),
    ];
    pull.signal.addEventListener('abort', giveUp, { once: true });
    try {
      await consumer.ready();
      // Each place waits on a signal of its own: there may be more of them than Node expects listeners on one.
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

  private async serve(slot: PullSlot, pull: Pull, consumer: Consumer): Promise<void> {
    for (;;) {
      await this.broker.whenUp(pull.signal);
      await consumer.ready();
      if (pull.signal.aborted) break;
      const pulled = await slot.next();
      if (pulled === 'trouble') {
        consumer.distrust();
        await sleep(systemClock, TROUBLE_PAUSE_MS, pull.signal);
      } else if (pulled !== 'nothing') await pull.onReceived(receivedFrom(this.broker, pulled));
    }
    await slot.close();
  }

  /** All slots wait for one repair. */
  private consumer({ durable, filter, signal }: Pull): Consumer {
    const { stream, ackWaitMs, onProblem } = this.options;
    let repair: Promise<void> | undefined;
    // Counted, so that a doubt that comes up during a repair is not lost with its end.
    let doubts = 1;
    let cleared = 0;
    const run = async (): Promise<void> => {
      for (let pause = TROUBLE_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, MAX_TROUBLE_PAUSE_MS)) {
        await this.broker.whenUp(signal);
        const now = doubts;
        try {
          await ensureDurable(this.broker, { stream, durable, filter, ackWaitMs });
          cleared = now;
          if (cleared === doubts) return;
        } catch (error) {
          onProblem(error);
          await sleep(systemClock, pause, signal);
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

function fieldsOf(given: Headers): MsgHdrs | undefined {
  if (given.length === 0) return undefined;
  const fields = headers();
  for (const [name, value] of given) fields.set(name, value);
  return fields;
}

interface Consumer {
  /** Looks at the broker's consumer and mends it, unless it has done so since the last reason for doubt. */
  ready(): Promise<void>;
  distrust(): void;
}

/** No answer, or a store that refused: both may be otherwise a moment later. A stream that does not exist stays away. */
const isWorthAnotherTry = (error: unknown): boolean => {
  const code = brokerCodeOf(error);
  return error instanceof InfrastructureError && (code === undefined || code === BROKER_CODES.storeFailed);
};
