import { MAX_TAGS, type PersonalData } from '@throughline/domain';
import { TextsField } from '../../kit/http/fields.js';
import { invalid } from '../../kit/http/problems/problem.js';
import { hasValue } from '../../kit/http/requests/has-value.js';

export const LONGEST_TAG = 64;

export const TagsField = (description: string): PropertyDecorator =>
  TextsField(description, { min: 1, max: LONGEST_TAG, plain: true }, { minItems: 1, maxItems: MAX_TAGS });

/** Returns the text without spaces around it. Throws if nothing is left. */
export function cleanText(text: string, pointer: string): string {
  const cleaned = text.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim();
  if (cleaned === '') throw invalid([{ pointer, message: 'must not be blank' }]);
  return cleaned;
}

/** Tags that differ only in their case are the same tag. */
const keyOf = (tag: string): string => tag.toLowerCase();

/** Reads the tags of a request. Throws if a tag is blank, or there twice. */
export function cleanTags(tags: readonly string[], field: string): string[] {
  const cleaned = tags.map((tag, index) => cleanText(tag, `/${field}/${String(index)}`));
  const keys = cleaned.map(keyOf);
  const twice = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  if (twice >= 0) throw invalid([{ pointer: `/${field}/${String(twice)}`, message: 'is there twice, apart from its case' }]);
  return cleaned;
}

/** The tags that a bulk command adds to each item, and those that it removes. */
export class TagChangeBody {
  @TagsField('With `tag`: these tags are added. An item that has one of them, in any case, keeps its own.')
  add_tags?: string[];

  @TagsField('With `tag`: these tags are removed, whatever their case.')
  remove_tags?: string[];
}

interface TagChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Reads a change of tags. Throws if it can change no item, or contradicts itself. */
export function readTagChange({ add_tags, remove_tags }: TagChangeBody): TagChange {
  if (!hasValue(add_tags) && !hasValue(remove_tags))
    throw invalid([{ pointer: '', message: 'must have add_tags or remove_tags' }]);
  const added = cleanTags(add_tags ?? [], 'add_tags');
  const removed = cleanTags(remove_tags ?? [], 'remove_tags');
  const keys = new Set(added.map(keyOf));
  const both = removed.findIndex((tag) => keys.has(keyOf(tag)));
  if (both >= 0) throw invalid([{ pointer: `/remove_tags/${String(both)}`, message: 'is also among add_tags' }]);
  return { added, removed };
}

export function applyTagChange({ added, removed }: TagChange, { tags = [] }: PersonalData): readonly string[] {
  const gone = new Set(removed.map(keyOf));
  const kept = tags.filter((tag) => !gone.has(keyOf(tag)));
  const present = new Set(kept.map(keyOf));
  return [...kept, ...added.filter((tag) => !present.has(keyOf(tag)))];
}
