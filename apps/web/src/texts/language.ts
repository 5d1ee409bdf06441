/** Languages of the page, by tag, with their own names. */
export const LANGUAGES = { en: 'English', de: 'Deutsch', ru: 'Русский' } as const;
export type Language = keyof typeof LANGUAGES;
/** `system`: the first language of the browser that the page has. */
export type LanguageChoice = Language | 'system';

const KEY = 'tl.language';

export const isLanguage = (tag: string | null): tag is Language => tag !== null && Object.hasOwn(LANGUAGES, tag);
const baseOf = (tag: string): string => tag.toLowerCase().split('-', 1)[0] ?? tag;

function readChoice(): string | null {
  try {
    return globalThis.localStorage.getItem(KEY);
  } catch {
    // The browser may block storage. Outside of a browser there is none.
    return null;
  }
}

export function chosenLanguage(): LanguageChoice {
  const stored = readChoice();
  return isLanguage(stored) ? stored : 'system';
}

/** Takes effect when the page loads again. Returns false if the browser stores nothing. */
export function chooseLanguage(choice: LanguageChoice): boolean {
  try {
    if (choice === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns the language of the texts, and the tag for dates and numbers: that of the browser if it is a variant of this language,
 * e.g. `en-GB`.
 */
export function resolveLanguage(
  choice: LanguageChoice,
  preferred: readonly string[],
): { readonly language: Language; readonly format: string } {
  const language = choice === 'system' ? (preferred.map(baseOf).find(isLanguage) ?? 'en') : choice;
  const variant = preferred.find((tag) => baseOf(tag) === language);
  return { language, format: variant !== undefined && isKnownTag(variant) ? variant : language };
}

/** A browser may report anything. */
function isKnownTag(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

// Outside of a browser, the languages are those of the machine.
const preferred: readonly string[] = typeof document === 'undefined' ? [] : navigator.languages;

let page = resolveLanguage(chosenLanguage(), preferred);

/** The language of this page, until it loads again. */
export const pageLanguage = (): Language => page.language;

/** The tag for dates and numbers. */
export const pageFormat = (): string => page.format;

/** For a page whose texts cannot be fetched. Modules that show texts are evaluated later. */
export function fallBackToEnglish(): void {
  page = resolveLanguage('en', preferred);
}
