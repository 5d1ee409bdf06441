import { isPresent, sessionStatusOf } from '@throughline/domain';
import type { CommandOutcome } from '../commands/asset-commands.js';

/** Returns the log line for a completed session (TMO-11). */
export function formatSessionLine(outcome: CommandOutcome): string | undefined {
  if (outcome.kind !== 'accepted') return undefined;
  const { state } = outcome.asset;
  if (!isPresent(state) || state.run?.plan.pipeline !== 'session' || sessionStatusOf(state) !== 'completed') return undefined;
  return `Session ${state.assetId} completed successfully`;
}
