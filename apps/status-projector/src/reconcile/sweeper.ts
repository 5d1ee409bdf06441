import type { EventStore } from '@throughline/event-store';
import type { Pool } from 'pg';
import type { Fold } from '../fold/fold.js';
import type { Announcer } from '../project/announce.js';
import type { ProjectorLog } from '../project/projector-log.js';
import { pause } from '../project/pause.js';
import { releaseUpgraded } from '../quarantine/release-upgraded.js';
import { revisitGone } from './gone.js';
import { sweep } from './sweep.js';

export interface SweeperOptions {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly fold: Fold;
  readonly announcer: Announcer;
  readonly everyMs: number;
  readonly olderThanMs: number;
  readonly log: ProjectorLog;
}

/** Sweeps from time to time. Several of these only ask more often. */
export class Sweeper {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #after: string | undefined;
  #goneAfter: string | undefined;
  #upgradedAfter: string | undefined;

  constructor(private readonly options: SweeperOptions) {}

  start(): void {
    this.#running = this.#loop(this.#stop.signal);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #loop(signal: AbortSignal): Promise<void> {
    // What waits for this release does not have to wait for the first sweep, too.
    await this.#trying(() => this.#releaseUpgraded());
    for (;;) {
      await pause(this.options.everyMs, signal);
      if (signal.aborted) return;
      await this.#trying(async () => {
        await this.#releaseUpgraded();
        await this.#sweep();
      });
    }
  }

  async #trying(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.options.log.warn({ err: error }, 'the sweep failed; trying again later');
    }
  }

  async #releaseUpgraded(): Promise<void> {
    const { released, after } = await releaseUpgraded(this.options, this.#upgradedAfter);
    this.#upgradedAfter = after;
    if (released > 0) this.options.log.info({ released }, 'folded items that waited for this release');
  }

  async #sweep(): Promise<void> {
    const { pool, announcer, olderThanMs, log } = this.options;
    const { asked, after } = await sweep(pool, announcer, { olderThanMs, after: this.#after });
    this.#after = after;
    this.#goneAfter = await revisitGone(pool, announcer, this.#goneAfter);
    if (asked > 0) log.info({ asked }, 'asked the services to look at work that does not move');
  }
}
