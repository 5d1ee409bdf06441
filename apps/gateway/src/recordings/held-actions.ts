import type { ActionItem, RecordingItem } from '@throughline/domain';
import type { Refusal } from './held.js';

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
