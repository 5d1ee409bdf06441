import type { MirrorRecord } from '@throughline/contracts';

export const omitKeys = <K extends keyof MirrorRecord>(record: MirrorRecord, ...keys: readonly K[]): Omit<MirrorRecord, K> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.some((each) => each === key))) as Omit<MirrorRecord, K>;

/** True if the page shows the current content for certain. */
export const isCurrent = ({ wanted, sending, sent, recheck }: MirrorRecord): boolean =>
  wanted?.digest === sent?.digest && sending === undefined && recheck === undefined;

/** True if the page shows or has shown the item, or may have. */
export const hasBeenShown = ({ sending, sent, erased }: MirrorRecord): boolean =>
  sending !== undefined || sent !== undefined || erased === true;

/** An item that was never to be shown cannot supersede others. An item that was shown still can. */
const canSupersede = (record: MirrorRecord): boolean => record.wanted !== undefined || hasBeenShown(record);

const isLater = (one: MirrorRecord, other: MirrorRecord): boolean =>
  one.runAt === other.runAt ? one.assetId > other.assetId : one.runAt > other.runAt;

/** Returns the item that a page shows: that of the latest run. All records must have the same owner and page. */
export const findNewest = (records: readonly MirrorRecord[]): MirrorRecord | undefined =>
  records
    .filter((record) => canSupersede(record))
    .reduce<MirrorRecord | undefined>(
      (newest, each) => (newest === undefined || isLater(each, newest) ? each : newest),
      undefined,
    );

/** Marks the page's content as uncertain, so that it is read before the next write. */
export const markUncertain = (record: MirrorRecord): MirrorRecord =>
  record.sent === undefined ? record : { ...record, recheck: true };

/** Forgets errors and certainty, but keeps the time since when the page is behind. `at`: now, ISO 8601. */
export function resetRecord(record: MirrorRecord, at: string): MirrorRecord {
  const anew = markUncertain(omitKeys(record, 'trouble'));
  return anew.wanted === undefined || anew.supersededBy !== undefined ? anew : { behindSince: at, ...anew };
}

export interface RankingContext {
  readonly newest: MirrorRecord | undefined;
  readonly superseder: MirrorRecord | undefined;
  readonly now: string;
}

const isStillSuperseded = (record: MirrorRecord, superseder: MirrorRecord | undefined): boolean =>
  superseder !== undefined &&
  canSupersede(superseder) &&
  isLater(superseder, record) &&
  record.trouble === undefined &&
  record.behindSince === undefined &&
  markUncertain(record).recheck === record.recheck;

/** Returns the record with its supersession updated. Returns the same object if nothing changes. */
export function rankRecord(record: MirrorRecord, { newest, superseder, now }: RankingContext): MirrorRecord {
  if (record.wanted === undefined || newest === undefined || newest.assetId === record.assetId) {
    if (record.supersededBy === undefined) return record;
    const shown = omitKeys(record, 'supersededBy');
    return isCurrent(shown) ? shown : { behindSince: now, ...shown };
  }
  if (isStillSuperseded(record, superseder)) return record;
  return { ...markUncertain(omitKeys(record, 'trouble', 'behindSince')), supersededBy: newest.assetId };
}
