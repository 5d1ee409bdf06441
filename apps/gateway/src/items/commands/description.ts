import { DESCRIBED_TEXTS } from '@throughline/contracts';
import { LONGEST_TITLE, findChangedTexts, type PersonalData, type CommandOf } from '@throughline/domain';
import { ObjectField, TextField } from '../../kit/http/fields.js';
import { invalid } from '../../kit/http/problems/problem.js';
import { PreferencesBody } from '../runs/saved-config.js';
import { TagsField, cleanTags, cleanText } from './tags.js';

/** Visible text, line breaks and tabs. */
export const SEVERAL_LINES = {
  pattern: /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])+$/u,
  message: '$property must not contain control characters except line breaks and tabs',
} as const;
const LONGEST_DESCRIPTION = 5_000;

/** The texts and preferences of an item, as a merge patch: an absent field stays, and `null` removes it. */
export class DescriptionBody {
  @TextField('For people. It cannot be removed.', { min: 1, max: LONGEST_TITLE, plain: true })
  title?: string | null;

  @TextField('For people; `null` removes it.', {
    min: 1,
    max: LONGEST_DESCRIPTION,
    ...SEVERAL_LINES,
  })
  description?: string | null;

  @TagsField('Each tag once, whatever its case; they replace the present tags. `null` removes all.')
  tags?: string[] | null;

  @ObjectField('Settings of every later run, as a merge patch: `null` removes a setting, or all of them.', PreferencesBody)
  preferences?: PreferencesBody | null;
}

/** The fields and texts of a request, cleaned. */
export type Description = Pick<CommandOf<'DescribeAsset'>, 'fields' | 'texts'>;

/** Reads the texts of a request. Throws if a text is blank, or if it would remove the title. */
export function readDescription({ title, description, tags }: DescriptionBody): Description {
  if (title === null) throw invalid([{ pointer: '/title', message: 'cannot be removed' }]);
  const given = { title, description, tags };
  return {
    fields: DESCRIBED_TEXTS.filter((field) => given[field] !== undefined),
    texts: {
      ...(typeof title === 'string' ? { title: cleanText(title, '/title') } : {}),
      ...(typeof description === 'string' ? { description: cleanText(description, '/description') } : {}),
      ...(Array.isArray(tags) ? { tags: cleanTags(tags, 'tags') } : {}),
    },
  };
}

/** Returns the fields that differ from the item's present texts, with their new texts. */
export function pickChanges({ fields, texts }: Description, before: PersonalData): Description {
  const changed = findChangedTexts(before, fields, texts);
  const changedTexts = Object.entries(texts).filter(([field]) => changed.some((each) => each === field));
  return { fields: changed, texts: Object.fromEntries(changedTexts) };
}
