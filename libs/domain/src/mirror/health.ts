import type { MirrorRecord, MirrorTrouble } from '@throughline/contracts';

/**
 * The state of one item's page: `current` (up to date), `behind` (waiting for a write) or `failing` (cannot be written at
 * present). A page is `superseded` if a later item uses it, and `off` if it is not written at all.
 */
export type MirrorState = 'off' | 'superseded' | 'failing' | 'behind' | 'current';

/** Returns the state of a page. `off` and `superseded` take precedence over trouble. */
export function mirrorStateOf({ wanted, sending, sent, recheck, supersededBy, trouble }: MirrorRecord): MirrorState {
  if (wanted === undefined) return 'off';
  if (supersededBy !== undefined) return 'superseded';
  if (trouble !== undefined) return 'failing';
  return sending !== undefined || recheck === true || wanted.digest !== sent?.digest ? 'behind' : 'current';
}

/**
 * Returns the time since when a `behind` or `failing` page may be out of date (ISO 8601), or undefined if the page is not
 * written.
 * If only the check of an old page is late, the time starts with that check, not with the end of the old item.
 */
export function mirrorBehindSince({ wanted, sent, behindSince }: MirrorRecord): string | undefined {
  if (wanted === undefined || behindSince !== undefined) return behindSince;
  return sent !== undefined && sent.at > wanted.since ? sent.at : wanted.since;
}

/** The state of a channel's pages. Times are ISO 8601, UTC. */
export interface MirrorHealth {
  /** `unknown`: no page was ever written, so nothing proves that one can be. */
  readonly state: 'ok' | 'behind' | 'failing' | 'off' | 'unknown';
  readonly last_success_at: string | null;
  readonly backlog: number;
  readonly last_error: {
    readonly code: string;
    readonly message: string;
    readonly since: string;
    readonly at: string;
    readonly retry_at: string;
  } | null;
}

/** A page that is written within this time is not late, because rate limits may delay it that long on any day. Milliseconds. */
const LATE_AFTER_MS = 60_000;

const isLate = (record: MirrorRecord, now: string): boolean =>
  Date.parse(now) - Date.parse(mirrorBehindSince(record) ?? now) > LATE_AFTER_MS;

const newestTrouble = (records: readonly MirrorRecord[]): MirrorTrouble | undefined =>
  records.reduce<MirrorTrouble | undefined>(
    (last, { trouble }) => (trouble !== undefined && (last === undefined || last.at <= trouble.at) ? trouble : last),
    undefined,
  );

const errorOf = (trouble: MirrorTrouble | undefined): MirrorHealth['last_error'] => {
  if (trouble === undefined) return null;
  const { code, message, since, at, retryAt } = trouble;
  return { code, message, since, at, retry_at: retryAt };
};

const lastSuccess = (records: readonly MirrorRecord[]): string | null =>
  records.reduce<string | null>(
    (last, { sent }) => (sent !== undefined && (last === null || last < sent.at) ? sent.at : last),
    null,
  );

/** Returns the state of a channel's pages from their records. One successful write proves that the credential works. */
export function mirrorHealthOf(all: readonly MirrorRecord[], now: string): MirrorHealth {
  const records = all.filter(({ erased }) => erased !== true);
  const inState = (wanted: MirrorState): readonly MirrorRecord[] => records.filter((record) => mirrorStateOf(record) === wanted);
  const [failing, behind] = [inState('failing'), inState('behind')];
  const succeededAt = lastSuccess(records);
  const state = (): MirrorHealth['state'] => {
    if (failing.length > 0) return 'failing';
    if (behind.some((record) => isLate(record, now))) return 'behind';
    if (records.length > 0 && inState('off').length === records.length) return 'off';
    return succeededAt === null ? 'unknown' : 'ok';
  };
  return {
    state: state(),
    last_success_at: succeededAt,
    backlog: failing.length + behind.length,
    last_error: errorOf(newestTrouble(failing)),
  };
}
