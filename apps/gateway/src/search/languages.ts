/** The language that has no rules: words are only put into lower case. */
export const SIMPLE = 'simple';

/** Text search configurations of PostgreSQL 15, by ISO 639-1. */
const CONFIGURATIONS: Readonly<Record<string, string>> = {
  ar: 'arabic',
  hy: 'armenian',
  eu: 'basque',
  ca: 'catalan',
  da: 'danish',
  nl: 'dutch',
  en: 'english',
  fi: 'finnish',
  fr: 'french',
  de: 'german',
  el: 'greek',
  hi: 'hindi',
  hu: 'hungarian',
  id: 'indonesian',
  ga: 'irish',
  it: 'italian',
  lt: 'lithuanian',
  ne: 'nepali',
  no: 'norwegian',
  nb: 'norwegian',
  nn: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  es: 'spanish',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
  yi: 'yiddish',
};

export const SEARCH_LANGUAGES: readonly string[] = [...new Set([SIMPLE, ...Object.values(CONFIGURATIONS)])];

function primaryOf(tag: string): string | undefined {
  try {
    // Turns the three letters of OCR languages into two: `deu` is `de`.
    return Intl.getCanonicalLocales(tag)[0]?.split('-')[0];
  } catch {
    return undefined;
  }
}

/** Returns the configuration for the first language that has one. */
export function searchLanguageOf(...tags: readonly (string | undefined)[]): string {
  for (const tag of tags) {
    const found = tag === undefined ? undefined : CONFIGURATIONS[primaryOf(tag) ?? ''];
    if (found !== undefined) return found;
  }
  return SIMPLE;
}
