import { attemptPrefix } from '@throughline/contracts';
import { isPresent, type AssetState } from '@throughline/domain';

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'skipped']);

/**
 * Folders of attempts that came to nothing. Until their step has ended a successor may take a result over;
 * after that nobody looks at them again. A folder whose files were taken over stays, whoever has made it.
 */
export function deadPrefixes(state: AssetState, step: string): readonly string[] {
  if (!isPresent(state) || state.run === undefined) return [];
  const { assetId, run } = state;
  const found = state.steps.find((each) => each.step === step);
  if (found === undefined || !ENDED.has(found.phase)) return [];
  const inUse = (prefix: string): boolean =>
    state.steps.some(({ artifacts }) => artifacts.some(({ key }) => key.startsWith(`${prefix}/`)));
  return found.attempts
    .filter(({ runId, end }) => runId === run.runId && end !== undefined && end !== 'completed')
    .map(({ attemptId }) => attemptPrefix({ assetId, runId: run.runId, step, attemptId }))
    .filter((prefix) => !inUse(prefix));
}
