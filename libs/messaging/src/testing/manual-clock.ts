import type { Clock } from '../clock/clock.js';

interface Planned {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  private readonly planned = new Set<Planned>();

  constructor(private time = Date.parse('2026-01-01T00:00:00.000Z')) {}

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const planned = { at: this.time + ms, run };
    this.planned.add(planned);
    return () => void this.planned.delete(planned);
  }

  /** Moves on, stopping at each thing that is due on the way, and lets what it set off come to rest. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settled();
    for (let next = this.nextUntil(end); next !== undefined; next = this.nextUntil(end)) {
      this.planned.delete(next);
      this.time = Math.max(this.time, next.at);
      next.run();
      await settled();
    }
    this.time = end;
    await settled();
  }

  private nextUntil(end: number): Planned | undefined {
    return [...this.planned].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** All that is ready to run has run. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
