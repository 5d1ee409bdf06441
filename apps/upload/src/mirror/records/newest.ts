import type { MirrorRecord } from '@throughline/contracts';

/** What of a record is of this run of this item on this page, whatever became of it. */
export const without = <K extends keyof MirrorRecord>(record: MirrorRecord, ...keys: readonly K[]): Omit<MirrorRecord, K> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.some((each) => each === key))) as Omit<MirrorRecord, K>;

const isLater = (one: MirrorRecord, other: MirrorRecord): boolean =>
  one.runAt === other.runAt ? one.assetId > other.assetId : one.runAt > other.runAt;

/** Of several items of one page, the one whose run was begun last is shown. */
export const newestOf = (records: readonly MirrorRecord[]): MirrorRecord | undefined =>
  records
    .filter(({ wanted }) => wanted !== undefined)
    .reduce<MirrorRecord | undefined>(
      (newest, each) => (newest === undefined || isLater(each, newest) ? each : newest),
      undefined,
    );

/**
 * A record in its place among those of its page. What an item has written that is not shown any more does not stand there: where it is shown
 * again one day, the page is read first.
 */
export function ranked(record: MirrorRecord, newest: MirrorRecord | undefined): MirrorRecord {
  if (record.wanted === undefined || newest === undefined || newest.assetId === record.assetId)
    return without(record, 'supersededBy');
  return { ...without(record, 'sent', 'trouble'), supersededBy: newest.assetId };
}
