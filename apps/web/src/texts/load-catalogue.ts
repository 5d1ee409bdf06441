import type { Catalogue } from './catalogue.js';
import { LANGUAGE, type Language } from './language.js';

const CATALOGUES: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Catalogue>>> = {
  de: async () => (await import('./de/index.js')).de,
  ru: async () => (await import('./ru/index.js')).ru,
};

async function load(): Promise<Catalogue | undefined> {
  if (LANGUAGE === 'en') return undefined;
  // If it cannot be fetched, an English page is better than none.
  return CATALOGUES[LANGUAGE]().catch(() => undefined);
}

/**
 * The texts of the user's language, or undefined for English. Everything that shows a text waits for it, so the modules of a
 * catalogue must not be bundled with others (`vite.config.mjs`).
 */
export const catalogue = await load();

/** The language that the page has, which is not the user's if its texts could not be fetched. */
export const SHOWN_LANGUAGE: Language = catalogue === undefined ? 'en' : LANGUAGE;
