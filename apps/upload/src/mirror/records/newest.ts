import type { MirrorRecord } from '@throughline/contracts';

/** What of a record is of this run of this item on this page, whatever became of it. */
export const without = <K extends keyof MirrorRecord>(record: MirrorRecord, ...keys: readonly K[]): Omit<MirrorRecord, K> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.some((each) => each === key))) as Omit<MirrorRecord, K>;

/** The page shows what it is to show, and nobody doubts it. */
export const isInStep = ({ wanted, sending, sent, recheck }: MirrorRecord): boolean =>
  wanted?.digest === sent?.digest && sending === undefined && recheck === undefined;

/** Whether the page shows it, or did, or may. */
export const hasStood = ({ sending, sent, erased }: MirrorRecord): boolean =>
  sending !== undefined || sent !== undefined || erased === true;

/** What was never to be shown on the page takes nobody's place there; what once stood there keeps its own. */
const hasPlace = (record: MirrorRecord): boolean => record.wanted !== undefined || hasStood(record);

const isLater = (one: MirrorRecord, other: MirrorRecord): boolean =>
  one.runAt === other.runAt ? one.assetId > other.assetId : one.runAt > other.runAt;

/** Of several items of one library and one page, the one whose run was begun last is shown. */
export const newestOf = (records: readonly MirrorRecord[]): MirrorRecord | undefined =>
  records
    .filter((record) => hasPlace(record))
    .reduce<MirrorRecord | undefined>(
      (newest, each) => (newest === undefined || isLater(each, newest) ? each : newest),
      undefined,
    );

/** What was sent is known, but not whether it stands there still: the page is read before it is believed. */
export const doubted = (record: MirrorRecord): MirrorRecord =>
  record.sent === undefined ? record : { ...record, recheck: true };

/** To be looked at as if nothing was known of it; since when it is behind is kept. `at`: now, ISO 8601. */
export function startedAnew(record: MirrorRecord, at: string): MirrorRecord {
  const anew = doubted(without(record, 'trouble'));
  return anew.wanted === undefined || anew.supersededBy !== undefined ? anew : { behindSince: at, ...anew };
}

export interface Place {
  readonly newest: MirrorRecord | undefined;
  /** The one that the record says it was superseded by, as it is now. */
  readonly superseder: MirrorRecord | undefined;
  /** ISO 8601. */
  readonly now: string;
}

const standsAside = (record: MirrorRecord, superseder: MirrorRecord | undefined): boolean =>
  superseder !== undefined &&
  hasPlace(superseder) &&
  isLater(superseder, record) &&
  record.trouble === undefined &&
  record.behindSince === undefined &&
  doubted(record).recheck === record.recheck;

/** A record in its place among those of its page; the same one where it stands there already. */
export function ranked(record: MirrorRecord, { newest, superseder, now }: Place): MirrorRecord {
  if (record.wanted === undefined || newest === undefined || newest.assetId === record.assetId) {
    if (record.supersededBy === undefined) return record;
    const shown = without(record, 'supersededBy');
    return isInStep(shown) ? shown : { behindSince: now, ...shown };
  }
  if (standsAside(record, superseder)) return record;
  return { ...doubted(without(record, 'trouble', 'behindSince')), supersededBy: newest.assetId };
}
