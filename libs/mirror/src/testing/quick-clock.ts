import type { Clock } from '@throughline/messaging';

/** A clock that is faster than the real one: pauses of minutes pass in moments, while requests take their real time. */
export class QuickClock implements Clock {
  readonly #began = performance.now();

  constructor(
    private readonly factor: number,
    private readonly start = Date.parse('2026-01-01T00:00:00.000Z'),
  ) {}

  now(): number {
    return this.start + this.monotonic();
  }

  monotonic(): number {
    return (performance.now() - this.#began) * this.factor;
  }

  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms / this.factor);
    return () => {
      clearTimeout(timer);
    };
  }
}
