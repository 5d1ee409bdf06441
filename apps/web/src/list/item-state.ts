import type { ListedItem } from '@throughline/api-client';
import type { Tone } from '../components/StatusBadge/StatusBadge.js';
import type { IconName } from '../components/Icon/Icon.js';
import { STATE_LOOKS, UNSURE_LOOK } from '../controls/item-badge.js';
import { text } from '../texts/text.js';
import type { ItemCounts, ListState } from './items-search.js';

const words = text.itemList;

/** Filters that collect several states. */
const FILTER_LOOKS = {
  attention: ['bad', 'flag'],
  unsure: UNSURE_LOOK,
  no_transcript: ['calm', 'skipped'],
  draft: ['calm', 'edit'],
} as const satisfies Readonly<Record<string, readonly [Tone, IconName]>>;

const ALL_LOOKS: Readonly<Record<string, readonly [Tone, IconName]>> = { ...STATE_LOOKS, ...FILTER_LOOKS };

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

type OutputState = ListedItem['outputs'][number]['state'];

export const OUTPUT_LOOKS: Readonly<Record<OutputState, readonly [Tone, IconName]>> = {
  pending: ['calm', 'idle'],
  uploading: ['busy', 'uploading'],
  uploaded: ['good', 'check'],
  failed: ['bad', 'close'],
  skipped: ['calm', 'skipped'],
  unconfirmed: ['ask', 'unconfirmed'],
};

export const titleOf = ({ title, file_name: name }: ListedItem): string => title ?? name ?? text.list.untitled;
