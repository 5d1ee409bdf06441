import type { Item, LiveFields } from '@throughline/api-types';
import type { BadgeContent } from '../components/StatusBadge/StatusBadge.js';
import { text } from '../texts/text.js';
import { ordinal } from '../texts/times.js';
import { isStepRunning } from './recording-state.js';

/** Returns `Queued, 4th of 9`, or undefined if the item is not queued or its position is unknown. */
export const describeQueuePosition = ({
  queue_position,
  queue_length,
}: Pick<LiveFields, 'queue_position' | 'queue_length'>): string | undefined =>
  typeof queue_position === 'number' ? text.progress.queued(ordinal(queue_position), queue_length ?? queue_position) : undefined;

/** Returns the badge of an item that only waits in a queue. "Processing" would promise more. */
export function getQueueBadge(
  item: Pick<Item, 'run' | 'on_pause' | 'queue_position' | 'queue_length'>,
): BadgeContent | undefined {
  const place = describeQueuePosition(item);
  if (place === undefined || item.on_pause || item.run?.active !== true || isStepRunning(item)) return undefined;
  return { words: place, tone: 'calm', icon: 'waiting' };
}
