import type { SyncClaim, SyncResult } from './sync.js';
import { PENDING_MS } from './sync-tally.js';

/** A sync that was due and has failed is tried again after this time, if the source has no interval. */
const RETRY_MS = 15 * 60_000;

/** True: the next sync must list the source from its beginning, wherever this one has stopped. */
function isStillOwed({ cursor: begun, isOwed }: SyncClaim, { cursor, problem, isOwed: isFound }: SyncResult): boolean {
  const isRepeatedAnyway = problem !== undefined && cursor === undefined;
  return isFound === true || (isOwed && (begun !== undefined || isRepeatedAnyway));
}

const planAgain = (result: SyncResult, inMs: number): SyncResult => ({
  ...result,
  againInMs: Math.min(result.againInMs ?? inMs, inMs),
});

/**
 * Plans the next look at a source, so that no item is forgotten which a service has announced, or still processes. A sync of some
 * days plans a look for pending items only: nobody has asked for the others.
 */
export function planNextLook(claim: SyncClaim, result: SyncResult): SyncResult {
  const { sync, source, wasDue } = claim;
  if (sync.from !== undefined || sync.to !== undefined)
    return { ...result, againInMs: result.isOwed === true ? PENDING_MS : undefined };
  const hasFailures = result.problem !== undefined || result.counts.failed > 0;
  const isRetried = hasFailures && source.intervalMinutes === undefined && (wasDue || result.problem?.code === 'internal');
  // The retry may begin at a later page than the failed item.
  const isOwed = isStillOwed(claim, result) || (isRetried && result.cursor !== undefined && result.counts.failed > 0);
  if (isRetried && result.againInMs === undefined) return planAgain({ ...result, isOwed }, RETRY_MS);
  const isDone = result.problem === undefined;
  return isOwed && isDone ? planAgain({ ...result, isOwed }, PENDING_MS) : { ...result, isOwed };
}
