import type { ComparedItem } from '@throughline/api-client';
import { formatNumber } from '../../texts/numbers.js';
import { settingsText } from '../../texts/settings-text.js';
import { formatPlayTime, size as formatSize } from '../../texts/times.js';
import { text } from '../../texts/text.js';
import { showTyped } from '../fields/field-values.js';

const words = settingsText.duplicates;

/** The values that people compare, in this order. */
const FIELDS = [
  'file_name',
  'sender',
  'date',
  'number',
  'amount',
  'pages',
  'length',
  'size',
  'tags',
  'source',
  'delivered',
] as const;
export type ComparedField = (typeof FIELDS)[number];

export interface ComparedValues {
  readonly field: ComparedField;
  readonly name: string;
  /** One for each item, in their order. Empty: the item has no such value. */
  readonly values: readonly string[];
  readonly differs: boolean;
}

const ofNumber = (value: number | null, format: (value: number) => string): string => (value === null ? '' : format(value));

/** Names sources by their kind, because the name of a source may change. */
const sourceOf = ({ source: { kind, source_id: id } }: ComparedItem): string => {
  const name = text.itemList.sources[kind] ?? kind;
  return id === null ? name : `${name} (${text.recording.facts.numberedSource(id)})`;
};

const VALUES: Readonly<Record<ComparedField, (item: ComparedItem) => string>> = {
  file_name: (item) => item.file_name ?? '',
  sender: (item) => item.sender ?? '',
  date: (item) => showTyped('date', item.date ?? ''),
  number: (item) => item.number ?? '',
  amount: (item) => [item.amount, item.amount === null ? null : item.currency].filter((part) => part !== null).join(' '),
  pages: (item) => ofNumber(item.page_count, (pages) => formatNumber(pages)),
  length: (item) => ofNumber(item.duration_seconds, formatPlayTime),
  size: (item) => ofNumber(item.size, formatSize),
  tags: (item) => [...item.tags].sort().join(', '),
  source: sourceOf,
  delivered: (item) => [...item.delivered_to].sort().join(', '),
};

/** Sizes that look the same may differ by a few bytes. */
const exactOf = (field: ComparedField, item: ComparedItem): string =>
  field === 'size' ? String(item.size) : VALUES[field](item);

/** Returns the values of the items side by side. Values that no item has are absent. */
export const compareItems = (items: readonly ComparedItem[]): readonly ComparedValues[] =>
  FIELDS.flatMap((field) => {
    const values = items.map((item) => VALUES[field](item));
    if (values.every((value) => value === '')) return [];
    const differs = new Set(items.map((item) => exactOf(field, item))).size > 1;
    return [{ field, name: words.values[field], values, differs }];
  });
