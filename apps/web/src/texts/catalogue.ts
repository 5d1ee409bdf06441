import type { fileWords } from './en/files.js';
import type { en } from './en/index.js';
import type { settingsTexts } from './en/later.js';

/** The shape of English texts, with other words. */
type Translated<T> = T extends string
  ? string
  : T extends (...values: infer Values) => infer Text
    ? (...values: Values) => Translated<Text>
    : { readonly [Name in keyof T]: Translated<T[Name]> };

/** All texts of a language. Another language is another folder like `en`. */
export interface Catalogue {
  readonly text: Translated<typeof en>;
  readonly settingsText: Translated<typeof settingsTexts>;
  readonly fileText: Translated<typeof fileWords>;
}
