import { quotaOfWait } from '@throughline/contracts';
import type { DependencyWait } from '../asset/state.js';
import { countOf } from '../texts/wording.js';

export const isLater = (time: string | undefined, now: string): time is string =>
  time !== undefined && Date.parse(time) > Date.parse(now);

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000] as const;

const inUnits = (ms: number, [size, name]: readonly [number, string], [part, partName]: readonly [number, string]): string => {
  const parts = Math.round(ms / part);
  const rest = parts % (size / part);
  return `${String(Math.floor((parts * part) / size))} ${name}${rest === 0 ? '' : ` ${String(rest)} ${partName}`}`;
};

/** Returns `0.4 s`, `12 s`, `2 min 10 s` or `1 h 17 min`. */
export const formatDuration = (ms: number): string => {
  if (ms >= HOUR - MINUTE / 2) return inUnits(ms, [HOUR, 'h'], [MINUTE, 'min']);
  if (ms >= MINUTE - SECOND / 2) return inUnits(ms, [MINUTE, 'min'], [SECOND, 's']);
  const seconds = ms / SECOND;
  return `${String(seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds))} s`;
};

function explainQuota({ for: code, until }: DependencyWait): string | undefined {
  const quota = quotaOfWait(code);
  if (quota === undefined) return undefined;
  const name = quota.replaceAll('_', ' ');
  return `Waits because it would exceed the monthly quota of ${name}. The quota renews on ${until.slice(0, 10)} (UTC); a higher limit lets the step start earlier.`;
}

function explainChecks(wait: DependencyWait, now: string): string {
  if (wait.everyMs !== undefined) return `Waiting for ${wait.for}; checked every ${formatDuration(wait.everyMs)}.`;
  const next = isLater(wait.until, now) ? `Next check at ${wait.until}.` : 'The next check is queued.';
  return `Waiting for ${wait.for}; checked ${countOf(wait.looks, 'time', 'times')}. ${next}`;
}

/** Returns what a step waits for, and what ends the wait, for people. */
export const describeWait = (wait: DependencyWait, now: string): string => explainQuota(wait) ?? explainChecks(wait, now);
