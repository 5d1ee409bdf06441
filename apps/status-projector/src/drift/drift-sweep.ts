import { pause, partitionOf } from '@throughline/contracts';
import type { ProjectorLog } from '../write/projector-log.js';
import type { Batch } from '../write/batch.js';
import { readNextIds } from './drift-pages.js';
import { storeEndOfPass } from './drift-passes.js';
import { repairDrifted, type RepairParts } from './repair-drifted.js';
import { isDrifted, readStoredItemRows, type StoredItemRows } from './stored-rows.js';

export interface DriftSweepOptions extends RepairParts {
  readonly rowsPerSecond: number;
  /** Another process compares the partitions that it projects itself. */
  readonly isProjected: (partition: number) => boolean;
  readonly onRepaired: (batch: Batch) => void;
  readonly log: ProjectorLog;
}

interface Page {
  readonly last: string | undefined;
  readonly rows: number;
  /** The partitions of items that could not be compared. */
  readonly failed: readonly number[];
}

interface Pass {
  /** The time of its start, as `performance.now()`. */
  readonly began: number;
  /** The partitions that were projected here at its start. */
  readonly partitions: readonly number[];
  readonly failed: Set<number>;
  /** False after a page that could not be read. */
  isWhole: boolean;
}

/** Minimum time between the starts of two passes, in milliseconds. Matters while there are few rows. */
const PASS_EVERY_MS = 30_000;
const SECOND_MS = 1_000;

/** Returns the wait after a page in milliseconds, so that the rate stays below `rowsPerSecond`. */
export const computePause = (
  page: { readonly rows: number; readonly isLast: boolean; readonly passMs: number },
  rowsPerSecond: number,
): number => {
  const forRate = (page.rows * SECOND_MS) / rowsPerSecond;
  return page.isLast ? Math.max(forRate, PASS_EVERY_MS - page.passMs) : forRate;
};

/** Compares all rows with the fold, pass after pass. Repairs rows that were edited by hand, even if their item is idle. */
export class DriftSweep {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();
  /** Time of the start, then of the end of the last full pass, as `performance.now()`. */
  #passEnded = performance.now();

  constructor(private readonly options: DriftSweepOptions) {}

  start(): void {
    this.#running = this.#loop(this.#stop.signal);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Seconds since the end of the last pass that compared every row; before the first one, since the start. */
  get passAgeSeconds(): number {
    return (performance.now() - this.#passEnded) / SECOND_MS;
  }

  async #loop(signal: AbortSignal): Promise<void> {
    const { rowsPerSecond } = this.options;
    let after: string | undefined;
    let pass = this.#beginPass();
    while (!signal.aborted) {
      const { last, rows, isCompared, failed } = await this.#trying(after);
      const isLast = last === undefined;
      pass.isWhole &&= isCompared;
      for (const partition of failed) pass.failed.add(partition);
      if (isLast && pass.isWhole) await this.#endPass(pass);
      const page = { rows, isLast, passMs: performance.now() - pass.began };
      await pause(computePause(page, rowsPerSecond), signal);
      if (isLast) pass = this.#beginPass();
      after = last;
    }
  }

  #beginPass(): Pass {
    return { began: performance.now(), partitions: this.#projected, failed: new Set(), isWhole: true };
  }

  get #projected(): readonly number[] {
    const { store, isProjected } = this.options;
    return Array.from({ length: store.partitions }, (_, partition) => partition).filter(isProjected);
  }

  /**
   * Only partitions that were projected here at the start and at the end of the pass were compared as a whole, and of these only
   * the ones whose items could all be compared.
   */
  async #endPass({ partitions, failed }: Pass): Promise<void> {
    const { pool, isProjected, log } = this.options;
    if (failed.size === 0) this.#passEnded = performance.now();
    const compared = partitions.filter((partition) => isProjected(partition) && !failed.has(partition));
    await storeEndOfPass(pool, compared).catch((error: unknown) => {
      log.warn({ err: error }, 'could not store the end of the drift check');
    });
  }

  /** Compares the page of rows after `after`. `last` is undefined at the end of a pass. */
  async page(after: string | undefined): Promise<Page> {
    const { pool, rowsPerSecond, isProjected, store } = this.options;
    const ids = await readNextIds(pool, after, rowsPerSecond);
    const mine = ids.filter((assetId) => isProjected(partitionOf(assetId, store.partitions)));
    const failed: number[] = [];
    for (const [assetId, rows] of await readStoredItemRows(pool, mine))
      if (!(await this.#repairIfDrifted(assetId, rows))) failed.push(partitionOf(assetId, store.partitions));
    return { last: ids.length < rowsPerSecond ? undefined : ids.at(-1), rows: ids.length, failed };
  }

  async #trying(after: string | undefined): Promise<Page & { readonly isCompared: boolean }> {
    try {
      return { ...(await this.page(after)), isCompared: true };
    } catch (error) {
      this.options.log.warn({ err: error }, 'the drift check failed, retrying later');
      return { last: undefined, rows: 0, failed: [], isCompared: false };
    }
  }

  /** Returns false for an item that cannot be compared or repaired. It must not keep the others from it. */
  async #repairIfDrifted(assetId: string, rows: StoredItemRows): Promise<boolean> {
    try {
      if (!isDrifted(this.options.fold, assetId, rows)) return true;
      const batch = await repairDrifted(this.options, assetId);
      if (batch === undefined) return true;
      this.options.log.warn({ assetId }, 'repaired rows that differed from the log');
      this.options.onRepaired(batch);
      return true;
    } catch (error) {
      this.options.log.warn({ err: error, assetId }, 'rows could not be compared with the log, or not be repaired');
      return false;
    }
  }
}
