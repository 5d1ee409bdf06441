import { isPresent, sessionStatusOf } from '@throughline/domain';
import type { CommandOutcome } from '../commands/asset-commands.js';

/** The log line of a session that a recorded end has completed (TMO-11); undefined for every other end. */
export function sessionLine(outcome: CommandOutcome): string | undefined {
  if (outcome.kind !== 'accepted') return undefined;
  const { state } = outcome.asset;
  if (!isPresent(state) || state.run?.plan.pipeline !== 'session' || sessionStatusOf(state) !== 'completed') return undefined;
  return `Session ${state.assetId} completed successfully`;
}
