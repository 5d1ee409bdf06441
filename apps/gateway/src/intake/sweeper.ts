import type { Logger } from '@throughline/service-kit';
import type { ChannelSweep } from '../channels/channel-sweep.js';
import type { UploadSweep } from '../uploads/sweep.js';
import type { PendingCorrections } from '../transcript/pending-corrections.js';
import type { Intakes } from './intakes.js';
import { removeOrphans, type OrphanPorts } from './orphans.js';

export interface SweepTimes {
  /** Between two looks for pending registrations. */
  readonly intakesEveryMs: number;
  /** Between two walks over the uploads. */
  readonly orphansEveryMs: number;
  readonly orphansOlderThanMs: number;
  /** Between two tellings of all channels. */
  readonly channelsEveryMs: number;
}

/** Finishes what gateways that died have begun: at the start, and then from time to time. */
export class Sweeper {
  readonly #stop = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly begun: {
      readonly intakes: Intakes;
      readonly uploads: UploadSweep;
      readonly corrections: PendingCorrections;
      readonly channels: ChannelSweep;
    },
    private readonly ports: OrphanPorts,
    private readonly log: Logger,
  ) {}

  start(times: SweepTimes): void {
    const intakes = (): Promise<void> =>
      this.sweep('registrations completed after a crash', () => this.begun.intakes.completeAll(this.#stop.signal));
    const parts = (): Promise<void> =>
      this.sweep('uploads in parts put in order after a crash, or over', () => this.begun.uploads.sweep(this.#stop.signal));
    const orphans = (): Promise<void> =>
      this.sweep('orphaned uploads removed', () => removeOrphans(this.ports, times.orphansOlderThanMs, this.#stop.signal));
    const corrections = (): Promise<void> =>
      this.sweep('orphaned corrections removed', () => this.begun.corrections.sweep(times.orphansOlderThanMs, this.#stop.signal));
    // Told again and again, and heard once: no news for whoever reads the log of this process.
    const channels = (): Promise<void> =>
      this.sweep('channels told of', async () => {
        await this.begun.channels.sweep(this.#stop.signal);
        return 0;
      });
    this.#timers.push(
      setInterval(() => {
        this.enqueue(channels);
      }, times.channelsEveryMs),
      setInterval(() => {
        this.enqueue(intakes);
        this.enqueue(parts);
      }, times.intakesEveryMs),
      setInterval(() => {
        this.enqueue(orphans);
        this.enqueue(corrections);
      }, times.orphansEveryMs),
    );
    this.enqueue(channels);
    this.enqueue(intakes);
    this.enqueue(parts);
    this.enqueue(orphans);
    this.enqueue(corrections);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    for (const timer of this.#timers) clearInterval(timer);
    await this.#running;
  }

  private isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** One after the other: they walk the same folders. */
  private enqueue(task: () => Promise<void>): void {
    this.#running = this.#running.then(task);
  }

  private async sweep(what: string, task: () => Promise<number>): Promise<void> {
    if (this.isStopped()) return;
    try {
      const count = await task();
      if (count > 0) this.log.info({ count }, what);
    } catch (error) {
      // The next round tries again; a broker that is away must not end the sweeping.
      if (!this.isStopped()) this.log.warn({ err: error }, 'a sweep failed');
    }
  }
}
