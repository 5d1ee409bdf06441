import type { Commit } from '@throughline/contracts';

/** One hand-off, in milliseconds. */
export interface HandOff {
  /** The commit that ends a step and schedules the next: sent, and confirmed by the broker. */
  readonly append: number;
  /** From that confirmation until a worker has the work message of the next step. */
  readonly received: number;
  /** From that confirmation until the handler of the next step runs: its lease is claimed and its start is in the log. */
  readonly started: number;
}

interface Marks {
  readonly sent: number;
  confirmed: number;
  received: number;
}

/** Follows the one recording that is on its way: steps are told apart by their names. */
export class Stopwatch {
  readonly #marks = new Map<string, Marks>();
  #handOffs: HandOff[] = [];

  /** Before a commit is sent. */
  sending({ events }: Commit): void {
    if (!events.some(({ type }) => type === 'StepCompleted')) return;
    const sent = performance.now();
    for (const event of events)
      if (event.type === 'StepScheduled') this.#marks.set(event.data.step, { sent, confirmed: Number.NaN, received: Number.NaN });
  }

  confirmed({ events }: Commit): void {
    const now = performance.now();
    for (const event of events) {
      const marks = event.type === 'StepScheduled' ? this.#marks.get(event.data.step) : undefined;
      if (marks !== undefined) marks.confirmed = now;
    }
  }

  received(step: string): void {
    const marks = this.#marks.get(step);
    if (marks !== undefined) marks.received = performance.now();
  }

  started(step: string): void {
    const marks = this.#marks.get(step);
    if (marks === undefined) return;
    this.#marks.delete(step);
    const { sent, confirmed, received } = marks;
    this.#handOffs.push({ append: confirmed - sent, received: received - confirmed, started: performance.now() - confirmed });
  }

  /** Those since the last time that they were taken. */
  take(): readonly HandOff[] {
    const taken = this.#handOffs;
    this.#handOffs = [];
    return taken;
  }
}
