import { UndecodableError, timerCodec, timerFilter, timerSubject, type Timer } from '@throughline/contracts';
import type { DeadLetters } from '../dead-letter/dead-letters.js';
import type { Clock } from '../clock/clock.js';
import { DESTINATIONS, runInTrace, runInPublishSpan } from '@throughline/telemetry';
import type { OnProblem, Queue, ReceivedMessage } from '../queue/queue.js';
import { buildTraceHeaders, extractTrace } from '../queue/trace-headers.js';
import type { ConsumeTimersOptions, Timers } from './timers.js';

/** Timers handled in parallel. Waiting timers do not count, because they wait at the broker. */
const CAPACITY = 16;
const RETRY_MS = 1_000;
/** Interval for extending the ack wait of a timer whose handler is running. */
const WORKING_MS = 1_500;
/**
 * The longest delay of one redelivery. Due times follow this process's clock, so a correction of the clock takes effect within
 * this time.
 */
export const DEFAULT_PIECE_MS = 3_600_000;

export const buildTimersDurable = (service: string): string => `${service}_timers`;

const dueMs = (timer: Timer): number => {
  const due = Date.parse(timer.dueAt);
  if (Number.isNaN(due)) throw new UndecodableError(`A timer's dueAt is no point in time: '${timer.dueAt}'`);
  return due;
};

export interface QueuedTimersOptions {
  readonly clock: Clock;
  readonly pieceMs?: number;
  readonly onProblem: OnProblem;
}

export class QueuedTimers implements Timers {
  private readonly pieceMs: number;

  constructor(
    private readonly queue: Queue,
    private readonly deadLetters: DeadLetters,
    private readonly options: QueuedTimersOptions,
  ) {
    this.pieceMs = options.pieceMs ?? DEFAULT_PIECE_MS;
  }

  async set(timer: Timer): Promise<void> {
    dueMs(timer);
    const subject = timerSubject(timer.service, timer.assetId, timer.purpose);
    await runInPublishSpan(DESTINATIONS.timers, () => this.queue.put(subject, timerCodec.encode(timer), buildTraceHeaders()));
  }

  consume(options: ConsumeTimersOptions): Promise<void> {
    return this.queue.pull({
      durable: buildTimersDurable(options.service),
      filter: timerFilter(options.service),
      capacity: CAPACITY,
      onReceived: (received) => this.receive(received, options),
      signal: options.signal,
    });
  }

  private async receive(received: ReceivedMessage, options: ConsumeTimersOptions): Promise<void> {
    try {
      await this.handle(received, options);
    } catch (error) {
      this.options.onProblem(error);
      await received.nak(RETRY_MS).catch(this.options.onProblem);
    }
  }

  private async handle(received: ReceivedMessage, options: ConsumeTimersOptions): Promise<void> {
    const read = this.read(received);
    if ('error' in read) return this.bury(received, read.error, options);
    const remaining = read.due - this.options.clock.now();
    if (remaining > 0) return received.nak(Math.min(remaining, this.pieceMs));
    await runInTrace(extractTrace(received.headers), () => this.whileWorking(received, () => options.onDue(read.timer)));
    // Acknowledges this message, not its subject, so a timer that was set in the meantime stays.
    return received.ack();
  }

  private async whileWorking(received: ReceivedMessage, run: () => Promise<void>): Promise<void> {
    let cancel = (): void => undefined;
    const tick = (): void => {
      received.working();
      cancel = this.options.clock.after(WORKING_MS, tick);
    };
    cancel = this.options.clock.after(WORKING_MS, tick);
    await run().finally(() => {
      cancel();
    });
  }

  private read({ bytes }: ReceivedMessage): { readonly timer: Timer; readonly due: number } | { readonly error: unknown } {
    try {
      const timer = timerCodec.decode(bytes);
      return { timer, due: dueMs(timer) };
    } catch (error) {
      return { error };
    }
  }

  private async bury(received: ReceivedMessage, error: unknown, { service }: ConsumeTimersOptions): Promise<void> {
    const { subject, bytes, headers, id } = received;
    const reason = error instanceof Error ? error.message : 'undecodable';
    await this.deadLetters.put({ service, assetId: subject.split('.')[3], subject, bytes, headers, reason, sourceId: id });
    await received.term(reason);
    this.options.onProblem(error);
  }
}
