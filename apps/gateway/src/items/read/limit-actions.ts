import type { ActionItem, RecordingItem } from '@throughline/domain';
import { GIVING_UP, refusalOf, type UnreadableKind, type Refusal } from './unreadable-history.js';

export const refuseActions = (actions: readonly ActionItem[], refusal: Refusal): readonly ActionItem[] =>
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
  allowed_actions: refuseActions(item.allowed_actions, refusal),
});

const isRemoval = ({ action }: ActionItem): boolean => GIVING_UP.has(action);

/** Returns the actions on an item that is quarantined or needs an upgrade: only delete and erase, and only if quarantined. */
export const limitActions = (actions: readonly ActionItem[], held: UnreadableKind): readonly ActionItem[] =>
  actions.flatMap((one) => (held === 'quarantined' && isRemoval(one) ? [one] : refuseActions([one], refusalOf(held))));

export const limitItem = (item: RecordingItem, held: UnreadableKind): RecordingItem => ({
  ...item,
  can_run: false,
  can_pause: false,
  allowed_actions: limitActions(item.allowed_actions, held),
});
