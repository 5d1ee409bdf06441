import { attemptPrefix, uploadPrefix } from '@throughline/contracts';
import {
  isContentGone,
  isNamedForSuccessors,
  isPresent,
  isRunActive,
  type Asset,
  type AssetState,
  type AttemptEnd,
  type AttemptRecord,
  type StepState,
} from '@throughline/domain';

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'skipped']);

/** These came to no result, and the state forgets them in time: then nobody could say any more what is theirs. */
const CAME_TO_NOTHING: ReadonlySet<AttemptEnd | undefined> = new Set<AttemptEnd>(['waited', 'withdrawn']);

/** Until its step has ended a successor in the same run may take a result over; after that nobody looks at it again. */
function isDead(asset: Asset, step: StepState, { end, runId, attemptId }: AttemptRecord): boolean {
  if (end === undefined) return false;
  // A file that a checkpoint names is there for the next attempt: nobody pays for it twice.
  if (CAME_TO_NOTHING.has(end) && !isNamedForSuccessors(step, attemptId)) return true;
  if (runId !== asset.run?.runId || !isRunActive(asset)) return true;
  return ENDED.has(step.phase) && end !== 'completed';
}

/** Folders of a step's attempts that came to nothing. A folder whose files were taken over stays, whoever has made it. */
export function deadPrefixes(state: AssetState, step: string): readonly string[] {
  if (!isPresent(state)) return [];
  const { assetId } = state;
  const found = state.steps.find((each) => each.step === step);
  if (found === undefined) return [];
  const inUse = (prefix: string): boolean =>
    state.steps.some(({ artifacts }) => artifacts.some(({ key }) => key.startsWith(`${prefix}/`)));
  return found.attempts
    .filter((attempt) => isDead(state, found, attempt))
    .map(({ attemptId, runId }) => attemptPrefix({ assetId, runId, step, attemptId }))
    .filter((prefix) => !inUse(prefix));
}

/** Everything on the disk that a cancelled, reset, expired or erased item has no use for any more. */
export function givenUpPrefixes(state: AssetState): readonly string[] {
  if (!isPresent(state)) return [];
  const { assetId, steps } = state;
  return isContentGone(state) ? [assetId, uploadPrefix(assetId)] : steps.flatMap(({ step }) => deadPrefixes(state, step));
}
