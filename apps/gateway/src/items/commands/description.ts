import { DESCRIBED_FIELDS } from '@throughline/contracts';
import { findChangedTexts, type DescribeAsset, type PersonalData } from '@throughline/domain';
import { TextField, TextsField } from '../../http/fields.js';
import { invalid } from '../../http/problems/problem.js';
import { LONGEST_TITLE } from '../register/file-name.js';

/** Visible text, line breaks and tabs. */
const SEVERAL_LINES = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])+$/u;
const LONGEST_DESCRIPTION = 5_000;
const LONGEST_TAG = 64;
const MOST_TAGS = 50;

/** The texts of an item, as a merge patch: an absent field stays, and `null` removes it. */
export class DescriptionBody {
  @TextField('For people. It cannot be removed.', { min: 1, max: LONGEST_TITLE, plain: true })
  title?: string | null;

  @TextField('For people; `null` removes it.', {
    min: 1,
    max: LONGEST_DESCRIPTION,
    pattern: SEVERAL_LINES,
    message: '$property must not contain control characters except line breaks and tabs',
  })
  description?: string | null;

  @TextsField(
    'Each tag once, whatever its case; they replace the present tags. `null` removes all.',
    { min: 1, max: LONGEST_TAG, plain: true },
    { minItems: 1, maxItems: MOST_TAGS },
  )
  tags?: string[] | null;
}

const clean = (text: string, pointer: string): string => {
  const cleaned = text.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim();
  if (cleaned === '') throw invalid([{ pointer, message: 'must not be blank' }]);
  return cleaned;
};

function cleanTags(tags: readonly string[]): string[] {
  const cleaned = tags.map((tag, index) => clean(tag, `/tags/${String(index)}`));
  const keys = cleaned.map((tag) => tag.toLowerCase());
  const twice = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  if (twice >= 0) throw invalid([{ pointer: `/tags/${String(twice)}`, message: 'is there twice, apart from its case' }]);
  return cleaned;
}

/** The fields and texts of a request, cleaned. */
export type Description = Pick<DescribeAsset, 'fields' | 'texts'>;

/** Reads the texts of a request. Throws if a text is blank, or if it would remove the title. */
export function readDescription({ title, description, tags }: DescriptionBody): Description {
  if (title === null) throw invalid([{ pointer: '/title', message: 'cannot be removed' }]);
  const given = { title, description, tags };
  return {
    fields: DESCRIBED_FIELDS.filter((field) => given[field] !== undefined),
    texts: {
      ...(typeof title === 'string' ? { title: clean(title, '/title') } : {}),
      ...(typeof description === 'string' ? { description: clean(description, '/description') } : {}),
      ...(Array.isArray(tags) ? { tags: cleanTags(tags) } : {}),
    },
  };
}

/** Returns the fields that differ from the item's present texts, with their new texts. */
export function pickChanges({ fields, texts }: Description, before: PersonalData): Description {
  const changed = findChangedTexts(before, fields, texts);
  const kept = Object.entries(texts).filter(([field]) => changed.some((each) => each === field));
  return { fields: changed, texts: Object.fromEntries(kept) };
}
