import type { Item, LiveFields } from '@throughline/api-types';
import type { BadgeContent } from '../components/StatusBadge/StatusBadge.js';
import { text } from '../texts/text.js';
import { ordinal } from '../texts/times.js';

/** Returns `Queued, 4th of 9`, or undefined if the item is not queued or its position is unknown. */
export const describeQueuePosition = ({
  queue_position,
  queue_length,
}: Pick<LiveFields, 'queue_position' | 'queue_length'>): string | undefined =>
  typeof queue_position === 'number' ? text.progress.queued(ordinal(queue_position), queue_length ?? queue_position) : undefined;

type Waits = Pick<Item, 'waiting_for'>;

/** The code of an item that only waits for a worker. */
const QUEUE = 'queue';

/** Returns what the item waits for outside of the queues. */
export const listOutsideWaits = ({ waiting_for }: Waits): Item['waiting_for'] => waiting_for.filter((each) => each.for !== QUEUE);

/** Returns the badge of an item that only waits in a queue. "Processing" would promise more. */
export const getQueueBadge = (item: Waits & Pick<Item, 'queue_position' | 'queue_length'>): BadgeContent | undefined =>
  item.waiting_for.some((each) => each.for === QUEUE)
    ? { words: describeQueuePosition(item) ?? text.progress.inQueue, tone: 'calm', icon: 'waiting' }
    : undefined;
