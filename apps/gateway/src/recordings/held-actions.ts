import type { ActionItem, RecordingItem } from '@throughline/domain';
import { GIVING_UP, refusalOf, type Held, type Refusal } from './held.js';

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

const isGivingUp = ({ action }: ActionItem): boolean => GIVING_UP.has(action);

/** What can still be done with an item that nobody may decide on otherwise. */
export const whileHeld = (actions: readonly ActionItem[], held: Held): readonly ActionItem[] =>
  actions.flatMap((one) => (held === 'quarantined' && isGivingUp(one) ? [one] : refused([one], refusalOf(held))));

export const refuseHeld = (item: RecordingItem, held: Held): RecordingItem => ({
  ...item,
  can_run: false,
  can_pause: false,
  allowed_actions: whileHeld(item.allowed_actions, held),
});
