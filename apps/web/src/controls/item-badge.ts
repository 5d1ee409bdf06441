import type { Item, ListedItem } from '@throughline/api-client';
import type { BadgeContent, Tone } from '../components/StatusBadge/StatusBadge.js';
import type { IconName } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';
import { describeQueuePosition } from './queue.js';
import { describeDoing, listRunningSteps } from './recording-state.js';

const words = text.itemList;

type State = ListedItem['state'];

export const STATE_LOOKS: Readonly<Record<State, readonly [Tone, IconName]>> = {
  deleted: ['calm', 'deleted'],
  stopped: ['calm', 'failed'],
  failed: ['bad', 'failed'],
  partial: ['warn', 'partial'],
  unconfirmed: ['ask', 'unconfirmed'],
  follow_up_failed: ['warn', 'failed'],
  to_review: ['ask', 'review'],
  paused: ['warn', 'paused'],
  waiting: ['warn', 'waiting'],
  in_progress: ['busy', 'moving'],
  queued: ['calm', 'queued'],
  ready: ['good', 'ready'],
  not_started: ['calm', 'idle'],
  stalled: ['warn', 'stalled'],
  unreadable: ['bad', 'stalled'],
};

export const UNSURE_LOOK: readonly [Tone, IconName] = ['ask', 'review'];

/** The fields on which the badge of an item depends. */
export type Stateful = Pick<ListedItem, 'state' | 'queue_position' | 'queue_length' | 'running_steps' | 'values_to_check'>;

const NAMES: Readonly<Record<string, string | undefined>> = { ...words.states, stalled: text.flags.stalled };
const LOOKS: Readonly<Record<string, readonly [Tone, IconName] | undefined>> = STATE_LOOKS;

const wordsOf = (item: Stateful): string => {
  const [step] = item.running_steps;
  if (item.state === 'in_progress' && step !== undefined) return describeDoing(step);
  if (item.state === 'queued') return describeQueuePosition(item) ?? words.states.queued;
  // The running step is finished first.
  if (item.state === 'paused' && step !== undefined) return text.flags.pausing;
  return NAMES[item.state] ?? item.state;
};

/** Returns the only badge of an item, the same in lists and on its page. */
export function badgeOf(item: Stateful): BadgeContent {
  // Nothing is left to do for the document, but for the person.
  const isToCheck = item.state === 'ready' && item.values_to_check > 0;
  // A gateway of another release may send another state.
  const [tone, icon] = isToCheck ? UNSURE_LOOK : (LOOKS[item.state] ?? STATE_LOOKS.not_started);
  return { words: isToCheck ? words.states.unsure : wordsOf(item), tone, icon };
}

/** A recording or a document as its own answer has it. */
export type StatefulItem = Pick<Item, 'state' | 'queue_position' | 'queue_length' | 'run'> & {
  /** Only documents have it. */
  readonly unsure?: boolean;
};

export const badgeOfItem = ({ unsure = false, ...item }: StatefulItem): BadgeContent =>
  badgeOf({
    ...item,
    running_steps: listRunningSteps(item).map(({ step }) => step),
    // The fields of an accepted document are no longer to be checked, although they stay unsure.
    values_to_check: Number(unsure),
  });
