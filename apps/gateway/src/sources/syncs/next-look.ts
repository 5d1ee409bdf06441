import type { SyncClaim, SyncResult } from './sync.js';
import { PENDING_MS } from './sync-tally.js';

/** A sync that was due and has failed is tried again after this time, if the source has no interval. */
const RETRY_MS = 15 * 60_000;

/** True: the next sync must list the source from its beginning, wherever this one has stopped. */
function isStillOwed({ cursor: previousCursor, isOwed }: SyncClaim, { cursor, problem, isOwed: isFound }: SyncResult): boolean {
  const isRepeatedAnyway = problem !== undefined && cursor === undefined;
  return isFound === true || (isOwed && (previousCursor !== undefined || isRepeatedAnyway));
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
  return isPart(claim) ? planPending(result) : planWhole(claim, result);
}

const isPart = ({ sync: { from, to } }: SyncClaim): boolean => from !== undefined || to !== undefined;

const planPending = (result: SyncResult): SyncResult => ({
  ...result,
  againInMs: result.isOwed === true ? PENDING_MS : undefined,
});

function isRetried({ source, wasDue }: SyncClaim, { problem, counts }: SyncResult): boolean {
  const hasFailures = problem !== undefined || counts.failed > 0;
  return hasFailures && source.intervalMinutes === undefined && (wasDue || problem?.code === 'internal');
}

function planWhole(claim: SyncClaim, result: SyncResult): SyncResult {
  const mustRetry = isRetried(claim, result);
  // The retry may begin at a later page than the failed item.
  const isCutOff = mustRetry && result.cursor !== undefined && result.counts.failed > 0;
  const isOwed = isStillOwed(claim, result) || isCutOff;
  if (mustRetry && result.againInMs === undefined) return planAgain({ ...result, isOwed }, RETRY_MS);
  return isOwed && result.problem === undefined ? planAgain({ ...result, isOwed }, PENDING_MS) : { ...result, isOwed };
}
