import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { SerialQueue } from '@throughline/contracts';
import type { Logger } from '@throughline/service-kit';

interface Task {
  readonly everyMs: number;
  readonly run: () => Promise<void>;
  readonly isSweep: boolean;
}

/** The periodic tasks of the modules. They start with the application, and end before its connections do. */
export class Background implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  readonly #tasks: Task[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #stop = new AbortController();
  /** Runs sweeps one after the other, because they walk the same folders. */
  readonly #sweeps = new SerialQueue();

  constructor(
    private readonly log: Logger,
    private readonly isOn: boolean,
  ) {}

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

  onApplicationBootstrap(): void {
    if (!this.isOn) return;
    for (const { everyMs, run, isSweep } of this.#tasks) {
      this.#timers.push(setInterval(() => void run(), everyMs));
      if (isSweep) void run();
    }
  }

  beforeApplicationShutdown(): void {
    this.#stop.abort();
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** Waits for the sweep that is still running. */
  async onApplicationShutdown(): Promise<void> {
    await this.#sweeps.run(() => Promise.resolve());
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
      if (!this.#isStopped()) this.log.warn({ err: error }, 'the intake sweep failed');
    }
  }
}
