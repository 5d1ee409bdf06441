import type { ActionItem, RecordingItem } from '@throughline/domain';
import { problemKinds } from '../problems/catalogue.js';

/** Why none of its actions is possible, in the words of a refusal. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
  readonly tryInstead: string;
}

const { title, tryInstead } = problemKinds.quarantined;
/** Nobody decides on the last good state of what is parked: each action is refused, as its request would be. */
export const QUARANTINED: Refusal = { code: 'quarantined', reason: `${title}.`, tryInstead };

/** None of them, for one reason. */
export const refused = (actions: readonly ActionItem[], refusal: Refusal): readonly ActionItem[] =>
  actions.map(({ action, target }) => ({
    action,
    target,
    allowed: false,
    code: refusal.code,
    reason: refusal.reason,
    try_instead: refusal.tryInstead,
  }));

export const refuseAll = (item: RecordingItem, refusal: Refusal): RecordingItem => ({
  ...item,
  can_run: false,
  can_pause: false,
  allowed_actions: refused(item.allowed_actions, refusal),
});
