import { quotaOfWait } from '@throughline/contracts';
import type { DependencyWait } from '../asset/state.js';

export const isLater = (time: string | undefined, now: string): time is string =>
  time !== undefined && Date.parse(time) > Date.parse(now);

const UNITS: readonly (readonly [size: number, name: string])[] = [
  [3_600_000, 'h'],
  [60_000, 'min'],
];

export const formatDuration = (ms: number): string => {
  const [size, name] = UNITS.find(([least]) => ms >= least) ?? [1_000, 's'];
  return `${String(Math.round((ms / size) * 10) / 10)} ${name}`;
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
  return `Waiting for ${wait.for}; checked ${String(wait.looks)} ${wait.looks === 1 ? 'time' : 'times'}. ${next}`;
}

/** Returns what a step waits for, and what ends the wait, for people. */
export const describeWait = (wait: DependencyWait, now: string): string => explainQuota(wait) ?? explainChecks(wait, now);
