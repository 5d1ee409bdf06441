import { SerialQueue } from '@throughline/contracts';
import type { Logger } from '@throughline/service-kit';
import type { ChannelSweep } from '../../channels/channel-sweep.js';
import type { UploadSweep } from '../sweep.js';
import type { PendingCorrections } from '../../transcripts/pending-corrections.js';
import type { Intakes } from './intakes.js';
import { removeOrphans, type OrphanPorts } from './orphans.js';

export interface SweepTimes {
  readonly intakesEveryMs: number;
  readonly orphansEveryMs: number;
  readonly orphansOlderThanMs: number;
  readonly channelsEveryMs: number;
}

/** The periodic cleanup, also at startup, of work that crashed gateways left unfinished. */
export class Sweeper {
  readonly #stop = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  /** Runs tasks one after the other, because they walk the same folders. */
  readonly #tasks = new SerialQueue();

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
      this.sweep('unfinished uploads repaired or expired', () => this.begun.uploads.sweep(this.#stop.signal));
    const orphans = (): Promise<void> =>
      this.sweep('orphaned uploads removed', () => removeOrphans(this.ports, times.orphansOlderThanMs, this.#stop.signal));
    const corrections = (): Promise<void> =>
      this.sweep('orphaned corrections removed', () => this.begun.corrections.sweep(times.orphansOlderThanMs, this.#stop.signal));
    // Publishes all channels again each time, so that a count would only be noise in the log.
    const channels = (): Promise<void> =>
      this.sweep('channels published', async () => {
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
    await this.#tasks.run(() => Promise.resolve());
  }

  private isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  private enqueue(task: () => Promise<void>): void {
    void this.#tasks.run(task);
  }

  private async sweep(what: string, task: () => Promise<number>): Promise<void> {
    if (this.isStopped()) return;
    try {
      const count = await task();
      if (count > 0) this.log.info({ count }, what);
    } catch (error) {
      // The next round tries again: a broker that is away must not end the sweeping.
      if (!this.isStopped()) this.log.warn({ err: error }, 'the intake sweep failed');
    }
  }
}
