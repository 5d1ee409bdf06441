import { QUEUE } from '@throughline/contracts/waits';
import type { Item, LiveFields } from '@throughline/api-client';
import { text } from '../texts/text.js';

/** Returns `Queued, 4th of 9`, or undefined if the item is not queued or its position is unknown. */
export const describeQueuePosition = ({
  queue_position,
  queue_length,
}: Pick<LiveFields, 'queue_position' | 'queue_length'>): string | undefined =>
  typeof queue_position === 'number'
    ? text.progress.queued(text.time.ordinal(queue_position), queue_length ?? queue_position)
    : undefined;

/** Returns what the item waits for outside of the queues. */
export const listOutsideWaits = ({ waiting_for }: Pick<Item, 'waiting_for'>): Item['waiting_for'] =>
  waiting_for.filter((each) => each.for !== QUEUE);
