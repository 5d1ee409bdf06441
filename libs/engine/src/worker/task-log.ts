import type { WorkMessage } from '@throughline/contracts';
import { FOLD_VERSION, isPresent, type AssetState } from '@throughline/domain';
import type { WorkerLog } from './worker-log.js';

/** Whose work a line of the log tells of, by whole ids; whoever writes the line shortens them (TMO-09). */
interface TaskFields {
  /** The attempt. */
  readonly task: string;
  readonly rec: string;
  /** The owner; undefined where the message does not tell. */
  readonly user: string | undefined;
}

function ownerIn({ foldVersion, state }: WorkMessage): string | undefined {
  if (foldVersion !== FOLD_VERSION) return undefined;
  // The writer folded it with this very fold.
  const asset = state as AssetState;
  return isPresent(asset) ? asset.owner : undefined;
}

/** A log each line of which is of the task that a message names (TMO-08). */
export function taskLog(log: WorkerLog, message: WorkMessage): WorkerLog {
  const task: TaskFields = { task: message.attemptId, rec: message.assetId, user: ownerIn(message) };
  return {
    info: (fields, text) => {
      log.info({ ...task, ...fields }, text);
    },
    warn: (fields, text) => {
      log.warn({ ...task, ...fields }, text);
    },
    error: (fields, text) => {
      log.error({ ...task, ...fields }, text);
    },
  };
}
