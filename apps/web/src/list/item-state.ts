import type { ListedItem } from '@throughline/api-client';
import type { BadgeContent, Tone } from '../components/StatusBadge/StatusBadge.js';
import type { IconName } from '../components/Icon/Icon.js';
import { describeQueuePosition } from '../controls/queue.js';
import { stepName } from '../controls/recording-state.js';
import { text } from '../texts/text.js';
import type { ItemCounts, ListState } from './items-search.js';

const words = text.itemList;

const LOOKS: Readonly<Record<ListedItem['state'], readonly [Tone, IconName]>> = {
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
  queued: ['calm', 'waiting'],
  ready: ['good', 'ready'],
  not_started: ['calm', 'idle'],
  stalled: ['warn', 'stalled'],
  unreadable: ['bad', 'stalled'],
};

/** Filters that collect several states. */
const FILTER_LOOKS = {
  attention: ['bad', 'flag'],
  unsure: ['ask', 'review'],
  no_transcript: ['calm', 'skipped'],
  draft: ['calm', 'edit'],
} as const satisfies Readonly<Record<string, readonly [Tone, IconName]>>;

const ALL_LOOKS: Readonly<Record<string, readonly [Tone, IconName]>> = { ...LOOKS, ...FILTER_LOOKS };

/** Returns the tone and the icon of a state or a filter; undefined for all items. */
const findStateLook = (state: string): readonly [Tone, IconName] | undefined =>
  Object.hasOwn(ALL_LOOKS, state) ? ALL_LOOKS[state] : undefined;

/** A filter that a list offers. */
export interface ChoiceOption {
  readonly key: string;
  readonly name: string;
  /** The items that it shows. Undefined until it is known. */
  readonly count?: number | undefined;
  readonly look?: readonly [Tone, IconName] | undefined;
}

/** Offers the states that some item has, and the chosen one. */
export const listStates = (counts: ItemCounts | undefined, chosen: ListState): readonly ChoiceOption[] =>
  Object.entries(words.states)
    .map(([key, name]) => ({ key, name, count: counts && (counts[key] ?? 0), look: findStateLook(key) }))
    .filter(({ key, count = 0 }) => count > 0 || key === chosen || key === 'all');

const wordsOf = (item: ListedItem): string => {
  const [step] = item.running_steps;
  if (item.state === 'in_progress' && step !== undefined) return stepName(step);
  if (item.state === 'queued') return describeQueuePosition(item) ?? words.states.queued;
  if (item.state === 'stalled') return text.flags.stalled;
  // The running step is finished first.
  if (item.state === 'paused' && step !== undefined) return text.flags.pausing;
  return words.states[item.state];
};

export function badgeOf(item: ListedItem): BadgeContent {
  // Nothing is left to do for the document, but for the person.
  const isToCheck = item.state === 'ready' && item.values_to_check > 0;
  const [tone, icon] = isToCheck ? FILTER_LOOKS.unsure : LOOKS[item.state];
  return { words: isToCheck ? words.states.unsure : wordsOf(item), tone, icon };
}

type OutputState = ListedItem['outputs'][number]['state'];

export const OUTPUT_LOOKS: Readonly<Record<OutputState, readonly [Tone, IconName]>> = {
  pending: ['calm', 'idle'],
  uploading: ['busy', 'uploading'],
  uploaded: ['good', 'ready'],
  failed: ['bad', 'failed'],
  skipped: ['calm', 'skipped'],
  unconfirmed: ['ask', 'unconfirmed'],
};

export const titleOf = ({ title, file_name: name }: ListedItem): string => title ?? name ?? text.list.untitled;
