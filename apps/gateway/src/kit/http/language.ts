import { ValidateBy } from 'class-validator';
import { RequestField, type RequestFieldOptions } from './fields.js';
import { jsonOf } from './schemas.js';

/** A language, optionally with a script, a region and a variant. Narrower than BCP 47, but covers nearly all tags in use. */
const LANGUAGE_TAG = '^(auto|[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})?)$';

/** BCP 47 reserves longer primary languages for later: `Infinity` would be one. */
const PRIMARY = /^[a-z]{2,3}(-|$)/i;

const isLanguage = (value: unknown): boolean => {
  if (value === 'auto') return true;
  if (typeof value !== 'string' || value.length > 35 || !PRIMARY.test(value)) return false;
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
};

/** `auto`, or a BCP 47 tag. */
export const LanguageField = (description: string, options: RequestFieldOptions = {}): PropertyDecorator =>
  RequestField(
    jsonOf({ type: 'string', pattern: LANGUAGE_TAG, description }),
    options,
    ValidateBy({
      name: 'isLanguage',
      validator: { validate: isLanguage, defaultMessage: () => `$property must be 'auto' or a BCP 47 tag such as en or pt-BR` },
    }),
  );

export const canonicalizeLanguage = (tag: string): string =>
  tag === 'auto' ? 'auto' : (Intl.getCanonicalLocales(tag)[0] ?? 'auto');
