import type { WorkMessage } from '@throughline/contracts';
import { FOLD_VERSION, isPresent, type AssetState } from '@throughline/domain';
import type { Task } from '@throughline/telemetry';

/** The owner of what is worked on, as far as the message tells of it. */
function ownerIn({ foldVersion, state }: WorkMessage): string | undefined {
  if (foldVersion !== FOLD_VERSION) return undefined;
  // The writer folded it with this very fold.
  const asset = state as AssetState;
  return isPresent(asset) ? asset.owner : undefined;
}

/** What log lines are told of while a message is in hand. */
export const taskOf = (message: WorkMessage): Task => ({
  task: message.attemptId,
  rec: message.assetId,
  user: ownerIn(message),
});
