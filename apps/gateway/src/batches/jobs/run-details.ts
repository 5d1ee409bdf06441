import { isPresent, titleOf } from '@throughline/domain';
import type { ItemServices, ItemSnapshot } from '../../items/index.js';
import type { ItemRows } from '../../adapters/projection/index.js';
import type { SyncStore } from '../../sources/index.js';
import type { SourceReport } from './job-sources.js';
import type { JobReport, JobRun } from './job.js';
import type { NewItemVerdict } from './judge-new-items.js';
import type { NotStartedReason } from './left-out-reasons.js';

/** A recording that the sources of a run have registered. */
export interface BroughtItem {
  readonly itemId: string;
  readonly sourceId: number;
  /** Absent: the run has started it, or has not judged it. */
  readonly reason?: NotStartedReason;
}

/** An entry of a source that was not imported. */
export interface NotBroughtEntry {
  readonly sourceId: number;
  readonly name: string;
  readonly verdict: Extract<NewItemVerdict, 'wait' | 'fail'>;
  readonly detail?: string;
}

export interface JobRunDetails {
  readonly run: JobRun;
  readonly titles: ReadonlyMap<string, string | undefined>;
  readonly brought: readonly BroughtItem[];
  readonly notBrought: readonly NotBroughtEntry[];
}

export interface RunDetailsPorts {
  readonly rows: Pick<ItemRows, 'byIds'>;
  readonly recordings: Pick<ItemServices, 'loader'>;
  readonly syncs: Pick<SyncStore, 'find'>;
}

type ItemSnapshots = ReadonlyMap<string, ItemSnapshot>;

const VERDICTS = { waiting: 'wait', failed: 'fail' } as const;

const isUnmapped = ({ asset: { base, template } }: ItemSnapshot): boolean => base === 'SKIPPED' && template === undefined;

const countAll = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** The report names only the first recordings that were left out, so the reason of others is unknown. */
function findReason(
  id: string,
  { items, leftOut = {}, leftOutItems = [] }: JobReport,
  shown: ItemSnapshots,
): NotStartedReason | undefined {
  if (items === undefined || items.some(({ itemId }) => itemId === id)) return undefined;
  const left = leftOutItems.find(({ itemId }) => itemId === id);
  if (left !== undefined) return left.reason;
  if (countAll(leftOut) > leftOutItems.length) return undefined;
  const item = shown.get(id);
  return item !== undefined && isUnmapped(item) ? 'no-template' : 'other-status';
}

/** Reads what a run has done, by recording. Titles are read from the library, so that those of erased recordings are gone. */
export class RunDetails {
  constructor(private readonly ports: RunDetailsPorts) {}

  async read(run: JobRun): Promise<JobRunDetails> {
    const { sources = [], items = [], leftOutItems = [] } = run.report;
    const brought = sources.flatMap(({ source_id: sourceId, brought: ids = [] }) => ids.map((itemId) => ({ itemId, sourceId })));
    const ids = [...items, ...leftOutItems, ...brought].map(({ itemId }) => itemId);
    const [shown, notBrought] = await Promise.all([
      this.#findItems(ids),
      Promise.all(sources.map((one) => this.#readEntries(one))),
    ]);
    return {
      run,
      titles: new Map([...shown].map(([id, item]) => [id, titleOf(item.asset, item.personal)])),
      brought: brought.map((item) => {
        const reason = findReason(item.itemId, run.report, shown);
        return reason === undefined ? item : { ...item, reason };
      }),
      notBrought: notBrought.flat(),
    };
  }

  async #findItems(ids: readonly string[]): Promise<ItemSnapshots> {
    if (ids.length === 0) return new Map();
    const { rows, recordings } = this.ports;
    const found = [...(await rows.byIds([...new Set(ids)]))].flatMap(([id, row]) => {
      const shown = recordings.loader.ofRow(row);
      return shown === undefined || !isPresent(shown.asset) ? [] : [[id, shown] as const];
    });
    return new Map(found);
  }

  /** Names are sealed in the history of the source, which keeps its last syncs. */
  async #readEntries({ source_id: sourceId, syncId }: SourceReport): Promise<readonly NotBroughtEntry[]> {
    const sync = syncId === undefined ? undefined : await this.ports.syncs.find(sourceId, syncId);
    return (sync?.entries ?? []).flatMap(({ name, verdict, code, itemId, message }) =>
      // A registered item is in the library already, where it waits for its source.
      (verdict === 'waiting' && !(code === 'pending' && itemId !== undefined)) || verdict === 'failed'
        ? [{ sourceId, name, verdict: VERDICTS[verdict], ...(message === undefined ? {} : { detail: message }) }]
        : [],
    );
  }
}
