import { pause } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';
import type { Pool } from 'pg';
import type { Fold } from '../fold/fold.js';
import type { Announcer } from '../project/announce.js';
import type { ProjectorLog } from '../write/projector-log.js';
import { releaseUpgraded } from '../quarantine/release-upgraded.js';
import { findRegularWaits } from './overdue-work.js';
import { recheckRemovedAssets } from './recheck-removed-assets.js';
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

/** Regularly checked waits of one sweep. Each of them has its own checks, and the sweep finds only lost ones. */
const REGULAR_WAITS = 50;

/** Sweeps at a fixed interval. Several sweepers are safe; they only send more requests. */
export class Sweeper {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #after: string | undefined;
  #waitsAfter: string | undefined;
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
    // Items that waited for this release are released at once, before the first interval.
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
      this.options.log.warn({ err: error }, 'the reconciliation sweep failed, retrying later');
    }
  }

  async #releaseUpgraded(): Promise<void> {
    const { released, after } = await releaseUpgraded(this.options, this.#upgradedAfter);
    this.#upgradedAfter = after;
    if (released > 0) this.options.log.info({ released }, 'folded items that needed this release');
  }

  async #sweep(): Promise<void> {
    const { pool, announcer, olderThanMs, log } = this.options;
    const { overdue, after } = await sweep(pool, announcer, { olderThanMs, after: this.#after });
    this.#after = after;
    const waits = { olderThanMs, after: this.#waitsAfter, most: REGULAR_WAITS };
    this.#waitsAfter = (await sweep(pool, announcer, waits, findRegularWaits)).after;
    this.#goneAfter = await recheckRemovedAssets(pool, announcer, this.#goneAfter);
    if (overdue > 0) log.info({ overdue }, 'asked services to check overdue steps');
  }
}
