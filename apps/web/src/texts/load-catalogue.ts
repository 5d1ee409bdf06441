import type { Catalogue } from './catalogue.js';
import { fallBackToEnglish, pageLanguage, type Language } from './language.js';

const CATALOGUES: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Catalogue>>> = {
  de: async () => (await import('./de/index.js')).de,
  ru: async () => (await import('./ru/index.js')).ru,
};

async function load(): Promise<Catalogue | undefined> {
  const language = pageLanguage();
  if (language === 'en') return undefined;
  try {
    return await CATALOGUES[language]();
  } catch {
    // An English page is better than none.
    fallBackToEnglish();
    return undefined;
  }
}

/**
 * The texts of the user's language, or undefined for English. Everything that shows a text waits for it, so the modules of a
 * catalogue must not be bundled with others (`vite.config.mjs`).
 */
export const catalogue = await load();
