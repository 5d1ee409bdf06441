import type { WorkMessage } from '@throughline/contracts';
import { FOLD_VERSION, isPresent, type AssetState } from '@throughline/domain';
import type { WorkerLog } from './worker-log.js';

/** The ids of a log line's task, in full; the logger shortens them (TMO-09). */
interface TaskFields {
  readonly task: string;
  readonly rec: string;
  readonly user: string | undefined;
}

function ownerIn({ foldVersion, state }: WorkMessage): string | undefined {
  if (foldVersion !== FOLD_VERSION) return undefined;
  const asset = state as AssetState;
  return isPresent(asset) ? asset.owner : undefined;
}

export function createTaskLog(log: WorkerLog, message: WorkMessage): WorkerLog {
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
