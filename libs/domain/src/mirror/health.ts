import type { MirrorRecord, MirrorTrouble } from '@throughline/contracts';

/**
 * How the page of one item is: it shows the truth (`current`), will (`behind`), cannot be written at present (`failing`), shows another item
 * (`superseded`), or is not to show anything (`off`).
 */
export type MirrorState = 'off' | 'superseded' | 'failing' | 'behind' | 'current';

/** What a page is written for counts before what stands in its way. */
export function mirrorStateOf({ wanted, sending, sent, recheck, supersededBy, trouble }: MirrorRecord): MirrorState {
  if (wanted === undefined) return 'off';
  if (supersededBy !== undefined) return 'superseded';
  if (trouble !== undefined) return 'failing';
  return sending !== undefined || recheck === true || wanted.digest !== sent?.digest ? 'behind' : 'current';
}

/**
 * Since when a page that is behind, or failing, has not been known to show the truth; ISO 8601. A video that was finished long ago is not
 * behind since then where its page is looked at again only now. Undefined where nothing is to be shown.
 */
export function mirrorBehindSince({ wanted, sent, behindSince }: MirrorRecord): string | undefined {
  if (wanted === undefined || behindSince !== undefined) return behindSince;
  return sent !== undefined && sent.at > wanted.since ? sent.at : wanted.since;
}

/** How the pages of a channel are. Times are ISO 8601, UTC. */
export interface MirrorHealth {
  readonly state: 'ok' | 'behind' | 'failing' | 'off';
  readonly last_success_at: string | null;
  /** Pages that do not show the truth yet. */
  readonly backlog: number;
  /** The newest one of those that still stand in the way. */
  readonly last_error: {
    readonly code: string;
    readonly message: string;
    readonly since: string;
    readonly at: string;
    readonly retry_at: string;
  } | null;
}

/** A page that is written within this time is not behind: so long a limit of requests may hold it back on any day. Milliseconds. */
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

/** How the pages of a channel are, from what is known of each of them. A channel that has none is well. */
export function mirrorHealthOf(all: readonly MirrorRecord[], now: string): MirrorHealth {
  const records = all.filter(({ erased }) => erased !== true);
  const inState = (wanted: MirrorState): readonly MirrorRecord[] => records.filter((record) => mirrorStateOf(record) === wanted);
  const [failing, behind] = [inState('failing'), inState('behind')];
  const state = (): MirrorHealth['state'] => {
    if (failing.length > 0) return 'failing';
    if (behind.some((record) => isLate(record, now))) return 'behind';
    return records.length > 0 && inState('off').length === records.length ? 'off' : 'ok';
  };
  return {
    state: state(),
    last_success_at: lastSuccess(records),
    backlog: failing.length + behind.length,
    last_error: errorOf(newestTrouble(failing)),
  };
}
