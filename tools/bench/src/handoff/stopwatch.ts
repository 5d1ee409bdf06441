import type { Commit } from '@throughline/contracts';
import type { WorkObserver } from './observed.js';

/** The times of one hand-off, in milliseconds. */
export interface HandOff {
  /** From sending the commit that ends a step and schedules the next until the broker confirms it. */
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

/** Measures the hand-offs of one recording at a time: steps are identified by name only. */
export class Stopwatch implements WorkObserver {
  readonly #marks = new Map<string, Marks>();
  #handOffs: HandOff[] = [];

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

  take(): readonly HandOff[] {
    const taken = this.#handOffs;
    this.#handOffs = [];
    return taken;
  }
}
