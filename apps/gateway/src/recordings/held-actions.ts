import type { RecordingItem } from '@throughline/domain';
import { problemKinds } from '../problems/catalogue.js';

const { title, tryInstead } = problemKinds.quarantined;

/** Nobody decides on the last good state of what is parked: each action is refused, as its request would be. */
export const refuseAll = (item: RecordingItem): RecordingItem => ({
  ...item,
  can_run: false,
  can_pause: false,
  allowed_actions: item.allowed_actions.map(({ action, target }) => ({
    action,
    target,
    allowed: false,
    code: 'quarantined',
    reason: `${title}.`,
    try_instead: tryInstead,
  })),
});
