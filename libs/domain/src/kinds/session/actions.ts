import type { SessionStatus } from '@throughline/contracts';
import { isContentGone } from '../../asset/content.js';
import type { Asset } from '../../asset/state.js';
import { isRunActive } from '../../asset/steps/run.js';
import { sessionStatusOf } from '../../status/session-status.js';

export type SessionAction = 'retry' | 'upload' | 'download';

/** Returns true if the work was stopped before it started. It continues only on request. */
export const isStopped = (asset: Asset, status: SessionStatus = sessionStatusOf(asset)): boolean =>
  status === 'pending' && asset.run !== undefined && !isRunActive(asset);

/** PRG-02: a failed session can be retried, and a stopped one started. */
export const isRetriable = (asset: Asset): boolean => {
  const status = sessionStatusOf(asset);
  return status === 'failed' || isStopped(asset, status);
};

/** The actions of each status (PRG-10). */
const ALLOWED: Readonly<Record<SessionStatus, readonly SessionAction[]>> = {
  pending: [],
  processing: [],
  completed: ['download'],
  failed: ['retry', 'upload'],
};

/** A deleted session must be restored before it can be retried, but can be read until its content is gone. */
const isPossible = (asset: Asset, action: SessionAction): boolean =>
  action === 'upload' || (!isContentGone(asset) && (action === 'download' || asset.deletedAt === undefined));

export function sessionActions(asset: Asset, status: SessionStatus): readonly SessionAction[] {
  const actions: readonly SessionAction[] = isStopped(asset, status) ? ['retry'] : ALLOWED[status];
  return actions.filter((action) => isPossible(asset, action));
}
