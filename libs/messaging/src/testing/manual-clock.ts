import type { Clock } from '../clock/clock.js';

interface ScheduledCallback {
  readonly at: number;
  readonly run: () => void;
}

export class ManualClock implements Clock {
  private readonly planned = new Set<ScheduledCallback>();

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

  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settleCallbacks();
    for (let next = this.nextUntil(end); next !== undefined; next = this.nextUntil(end)) {
      this.planned.delete(next);
      this.time = Math.max(this.time, next.at);
      next.run();
      await settleCallbacks();
    }
    this.time = end;
    await settleCallbacks();
  }

  private nextUntil(end: number): ScheduledCallback | undefined {
    return [...this.planned].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

const settleCallbacks = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
