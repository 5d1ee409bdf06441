import { UndecodableError, timerCodec, timerFilter, timerSubject, type Timer } from '@throughline/contracts';
import type { DeadLetters } from '../dead-letter/dead-letters.js';
import type { Clock } from '../clock/clock.js';
import { DESTINATIONS, inTrace, publishing } from '@throughline/telemetry';
import type { OnProblem, Queue, Received } from '../queue/queue.js';
import { traceHeaders, traceIn } from '../queue/trace-headers.js';
import type { ConsumeTimers, Timers } from './timers.js';

/** Timers handled side by side. What waits takes up no place: it waits at the broker. */
const CAPACITY = 16;
const RETRY_MS = 1_000;
/** How often a timer that takes its time says that it is being handled. */
const WORKING_MS = 1_500;
/**
 * The longest piece of a wait. The broker counts the pieces and our clock decides what is due,
 * so a clock that was set right is noticed within a piece.
 */
export const DEFAULT_PIECE_MS = 3_600_000;

export const timersDurableFor = (service: string): string => `${service}_timers`;

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

/** The rules of timers over any queue whose newest message on a subject wins. */
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
    await publishing(DESTINATIONS.timers, () => this.queue.put(subject, timerCodec.encode(timer), traceHeaders()));
  }

  consume(options: ConsumeTimers): Promise<void> {
    return this.queue.pull({
      durable: timersDurableFor(options.service),
      filter: timerFilter(options.service),
      capacity: CAPACITY,
      onReceived: (received) => this.receive(received, options),
      signal: options.signal,
    });
  }

  private async receive(received: Received, options: ConsumeTimers): Promise<void> {
    try {
      await this.handle(received, options);
    } catch (error) {
      this.options.onProblem(error);
      await received.nak(RETRY_MS).catch(this.options.onProblem);
    }
  }

  private async handle(received: Received, options: ConsumeTimers): Promise<void> {
    const read = this.read(received);
    if ('error' in read) return this.bury(received, read.error, options);
    const remaining = read.due - this.options.clock.now();
    if (remaining > 0) return received.nak(Math.min(remaining, this.pieceMs));
    await inTrace(traceIn(received.headers), () => this.whileWorking(received, () => options.onDue(read.timer)));
    // Names this message, not its subject: a timer that was set meanwhile stays.
    return received.ack();
  }

  private async whileWorking(received: Received, run: () => Promise<void>): Promise<void> {
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

  private read({ bytes }: Received): { readonly timer: Timer; readonly due: number } | { readonly error: unknown } {
    try {
      const timer = timerCodec.decode(bytes);
      return { timer, due: dueMs(timer) };
    } catch (error) {
      return { error };
    }
  }

  private async bury(received: Received, error: unknown, { service }: ConsumeTimers): Promise<void> {
    const { subject, bytes, headers, id } = received;
    const reason = error instanceof Error ? error.message : 'undecodable';
    await this.deadLetters.put({ service, assetId: subject.split('.')[3], subject, bytes, headers, reason, sourceId: id });
    await received.term(reason);
    this.options.onProblem(error);
  }
}
