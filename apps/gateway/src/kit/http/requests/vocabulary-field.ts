import { RUN_LIMITS, TERM_PATTERN, withItems } from '@throughline/contracts';
import { TextsField, type RequestFieldOptions } from '../fields.js';

const term = {
  ...RUN_LIMITS.term,
  pattern: new RegExp(TERM_PATTERN, 'su'),
  message: '$property must be terms that do not begin or end with a space',
  plain: true,
};

/** A list of names and terms, most important first. */
export const VocabularyField = (description: string, options: RequestFieldOptions = {}): PropertyDecorator =>
  TextsField(description, term, { ...withItems(RUN_LIMITS.vocabulary), unique: true, ...options });
