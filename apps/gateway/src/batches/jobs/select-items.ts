import { titleOf } from '@throughline/domain';
import type { ItemServices } from '../../items/index.js';
import type { ItemFilter, ItemRows, PageKey } from '../../adapters/projection/index.js';
import type { JobItem } from './job.js';
import { factsOf, judgeItem, type JudgedBy } from './judge-item.js';
import type { LeftOutReason } from './left-out-reasons.js';

/** A run starts at most this many recordings. The next run of the job finds the others. */
export const MAX_RUN_ITEMS = 500;
/** Previews and reports name this many of the recordings that are left out. */
export const MAX_LEFT_OUT = 100;
const PAGE = 200;
const OLDEST_FIRST = { column: 'created_at', descending: false } as const;

export interface SelectionPorts {
  readonly rows: Pick<ItemRows, 'page'>;
  readonly recordings: Pick<ItemServices, 'loader'>;
}

export interface SelectedItem extends JobItem {
  readonly title: string | null;
}
export interface LeftOutItem {
  readonly itemId: string;
  readonly title: string | null;
  readonly reason: LeftOutReason;
}

export interface JobSelection {
  readonly items: readonly SelectedItem[];
  readonly leftOut: readonly LeftOutItem[];
}

const filterOf = (libraryId: string, { task, window }: JudgedBy): ItemFilter => ({
  owner: libraryId,
  statuses: task.filters.status,
  q: undefined,
  // A recording is registered after its start, so this only saves reading older ones.
  from: window.from,
  before: undefined,
  deleted: false,
  erased: false,
});

/** Selects the recordings that a run starts, oldest first, on the projected rows. */
export async function selectItems(
  { rows, recordings: { loader } }: SelectionPorts,
  libraryId: string,
  by: JudgedBy,
): Promise<JobSelection> {
  const items: SelectedItem[] = [];
  const leftOut: LeftOutItem[] = [];
  const filter = filterOf(libraryId, by);
  let after: PageKey | undefined;
  do {
    const page = await rows.page({ filter, sort: OLDEST_FIRST, after, limit: PAGE, withTotal: false });
    for (const row of page.rows) {
      const shown = loader.ofRow(row) ?? (await loader.fromLog(row.id));
      const title = (shown && titleOf(shown.asset, shown.personal)) ?? null;
      const leave = (reason: LeftOutReason): void => {
        leftOut.push({ itemId: row.id, title, reason });
      };
      if (shown === undefined || shown.held !== undefined) {
        leave('unreadable');
        continue;
      }
      const judged = judgeItem(factsOf(shown), by);
      if ('leftOut' in judged) leave(judged.leftOut);
      else if (items.length >= MAX_RUN_ITEMS) leave('too-many');
      else items.push({ itemId: row.id, title, ...judged.item });
    }
    after = page.next;
  } while (after !== undefined);
  return { items, leftOut };
}

export function countByReason(leftOut: readonly LeftOutItem[]): Readonly<Record<string, number>> {
  const counts = new Map<LeftOutReason, number>();
  for (const { reason } of leftOut) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return Object.fromEntries(counts);
}
