import type { BeforeApplicationShutdown, OnApplicationShutdown } from '@nestjs/common';
import { SerialQueue } from '@throughline/contracts';
import type { Logger } from '@throughline/service-kit';

interface Task {
  readonly everyMs: number;
  readonly run: () => Promise<void>;
  readonly isSweep: boolean;
}

/** The periodic tasks of the modules. They start when the gateway listens, and end before its connections do. */
export class Background implements BeforeApplicationShutdown, OnApplicationShutdown {
  readonly #tasks: Task[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #stop = new AbortController();
  /** Runs sweeps one after the other, because they walk the same folders. */
  readonly #sweeps = new SerialQueue();

  readonly #running = new Set<Promise<void>>();

  constructor(private readonly log: Logger) {}

  /** Runs a task periodically. `what` completes "could not …". */
  every(everyMs: number, what: string, task: () => Promise<unknown>): void {
    const run = async (): Promise<void> => {
      try {
        await task();
      } catch (error) {
        this.log.warn({ err: error }, `could not ${what}`);
      }
    };
    this.#tasks.push({ everyMs, run, isSweep: false });
  }

  /** Cleans up periodically, and at startup, after gateways that have crashed. A sweep returns the number of repairs. */
  sweep(everyMs: number, what: string, task: (signal: AbortSignal) => Promise<number>): void {
    this.#tasks.push({ everyMs, run: () => this.#sweeps.run(() => this.#sweep(what, task)), isSweep: true });
  }

  start(): void {
    for (const { everyMs, run, isSweep } of this.#tasks) {
      const runNow = (): void => {
        const running = run().finally(() => this.#running.delete(running));
        this.#running.add(running);
      };
      this.#timers.push(setInterval(runNow, everyMs));
      if (isSweep) runNow();
    }
  }

  beforeApplicationShutdown(): void {
    this.#stop.abort();
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** Waits for the tasks that are still running. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.#running);
  }

  #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async #sweep(what: string, task: (signal: AbortSignal) => Promise<number>): Promise<void> {
    if (this.#isStopped()) return;
    try {
      const count = await task(this.#stop.signal);
      if (count > 0) this.log.info({ count }, what);
    } catch (error) {
      // The next round tries again: a broker that is away must not end the sweeping.
      if (!this.#isStopped()) this.log.warn({ err: error, task: what }, 'a sweep failed, retrying later');
    }
  }
}
