import type { Pool } from 'pg';
import type { Announcer } from '../project/announce.js';
import type { ProjectorLog } from '../project/projector-log.js';
import { pause } from '../project/pause.js';
import { revisitErased } from './erased.js';
import { sweep } from './sweep.js';

export interface SweeperOptions {
  readonly pool: Pool;
  readonly announcer: Announcer;
  readonly everyMs: number;
  readonly olderThanMs: number;
  readonly log: ProjectorLog;
}

/** Sweeps from time to time. Several of these only ask more often. */
export class Sweeper {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly options: SweeperOptions) {}

  start(): void {
    this.#running = this.#loop(this.#stop.signal);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #loop(signal: AbortSignal): Promise<void> {
    const { pool, announcer, everyMs, olderThanMs, log } = this.options;
    let after: string | undefined;
    let erasedAfter: string | undefined;
    for (;;) {
      await pause(everyMs, signal);
      if (signal.aborted) return;
      try {
        const swept = await sweep(pool, announcer, { olderThanMs, after });
        after = swept.after;
        erasedAfter = await revisitErased(pool, announcer, erasedAfter);
        if (swept.asked > 0) log.info({ asked: swept.asked }, 'asked the services to look at work that does not move');
      } catch (error) {
        log.warn({ err: error }, 'the sweep failed; trying again later');
      }
    }
  }
}
