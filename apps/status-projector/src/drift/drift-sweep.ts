import { partitionOf } from '@throughline/contracts';
import { pause } from '../project/pause.js';
import type { ProjectorLog } from '../project/projector-log.js';
import type { Batch } from '../write/batch.js';
import { nextIds } from './drift-pages.js';
import { repairDrifted, type RepairParts } from './repair-drifted.js';
import { isDrifted, shownRows } from './shown-rows.js';

export interface DriftSweepOptions extends RepairParts {
  readonly rowsPerSecond: number;
  /** Partitions that this process projects: another process compares the others. */
  readonly isProjected: (partition: number) => boolean;
  readonly onRepaired: (batch: Batch) => void;
  readonly log: ProjectorLog;
}

/** While there are few rows, a new pass begins this long after the one before began. Milliseconds. */
const PASS_EVERY_MS = 30_000;
const SECOND_MS = 1_000;

/** How long to wait after a page, so that no more rows are compared in a second than may be. Milliseconds. */
export const pauseAfter = (
  page: { readonly rows: number; readonly isLast: boolean; readonly passMs: number },
  rowsPerSecond: number,
): number => {
  const forRate = (page.rows * SECOND_MS) / rowsPerSecond;
  return page.isLast ? Math.max(forRate, PASS_EVERY_MS - page.passMs) : forRate;
};

/** Compares every row with what was folded, round and round, and repairs what was changed by hand while its item is idle. */
export class DriftSweep {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly options: DriftSweepOptions) {}

  start(): void {
    this.#running = this.#loop(this.#stop.signal);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #loop(signal: AbortSignal): Promise<void> {
    const { rowsPerSecond } = this.options;
    let after: string | undefined;
    let began = performance.now();
    while (!signal.aborted) {
      const { last, rows } = await this.#trying(after);
      const page = { rows, isLast: last === undefined, passMs: performance.now() - began };
      await pause(pauseAfter(page, rowsPerSecond), signal);
      if (last === undefined) began = performance.now();
      after = last;
    }
  }

  /** Compares the next rows behind one. Answers where to go on; undefined: everything was compared. */
  async page(after: string | undefined): Promise<{ readonly last: string | undefined; readonly rows: number }> {
    const { pool, fold, rowsPerSecond, isProjected, store } = this.options;
    const ids = await nextIds(pool, after, rowsPerSecond);
    const mine = ids.filter((assetId) => isProjected(partitionOf(assetId, store.partitions)));
    for (const [assetId, rows] of await shownRows(pool, mine)) if (isDrifted(fold, assetId, rows)) await this.#repair(assetId);
    return { last: ids.length < rowsPerSecond ? undefined : ids.at(-1), rows: ids.length };
  }

  async #trying(after: string | undefined): ReturnType<DriftSweep['page']> {
    try {
      return await this.page(after);
    } catch (error) {
      this.options.log.warn({ err: error }, 'rows were not compared with the fold; trying again later');
      return { last: undefined, rows: 0 };
    }
  }

  /** One item that cannot be repaired does not keep the others from it. */
  async #repair(assetId: string): Promise<void> {
    try {
      const batch = await repairDrifted(this.options, assetId);
      if (batch === undefined) return;
      this.options.log.warn({ assetId }, 'repaired rows that were changed by hand');
      this.options.onRepaired(batch);
    } catch (error) {
      this.options.log.warn({ err: error, assetId }, 'rows differ from the fold and could not be repaired');
    }
  }
}
