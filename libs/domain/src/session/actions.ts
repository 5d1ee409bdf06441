import type { SessionStatus } from '@throughline/contracts';
import { isContentGone } from '../asset/content.js';
import type { Asset } from '../asset/state.js';
import { isRunActive } from '../steps/run.js';
import { sessionStatusOf } from './status.js';

export type SessionAction = 'retry' | 'upload' | 'download';

/** Its work was stopped before anybody had begun with it: it goes on when somebody asks for it. */
export const isStopped = (asset: Asset, status: SessionStatus = sessionStatusOf(asset)): boolean =>
  status === 'pending' && asset.run !== undefined && !isRunActive(asset);

/** PRG-02: what has failed can be tried again, and what was stopped can begin. */
export const isRetriable = (asset: Asset): boolean => {
  const status = sessionStatusOf(asset);
  return status === 'failed' || isStopped(asset, status);
};

/** What a client may do next (PRG-10). */
const ALLOWED: Readonly<Record<SessionStatus, readonly SessionAction[]>> = {
  pending: [],
  processing: [],
  completed: ['download'],
  failed: ['retry', 'upload'],
};

/** What is deleted waits for its restore before it is worked on again; it can be read until its content is gone. */
const isPossible = (asset: Asset, action: SessionAction): boolean =>
  action === 'upload' || (!isContentGone(asset) && (action === 'download' || asset.deletedAt === undefined));

export function sessionActions(asset: Asset, status: SessionStatus): readonly SessionAction[] {
  const actions: readonly SessionAction[] = isStopped(asset, status) ? ['retry'] : ALLOWED[status];
  return actions.filter((action) => isPossible(asset, action));
}
