import { notKeptWords as de } from '../texts/de/not-kept.js';
import { notKeptWords as en } from '../texts/en/not-kept.js';
import { resolveLanguage, type Language } from '../texts/language.js';
import { notKeptWords as ru } from '../texts/ru/not-kept.js';

const WORDS: Readonly<Record<Language, typeof en>> = { en, de, ru };

/**
 * Renders the answer to another app whose files the browser cannot store. A service worker cannot read which language a person
 * has chosen on the page, so the languages of the browser decide.
 */
export function renderNotKept(languages: readonly string[], scope: string): string {
  const { language } = resolveLanguage('system', languages);
  const { title, hint, open } = WORDS[language];
  return (
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>Throughline</title><h1>${title}</h1><p>${hint}</p><p><a href="${scope}">${open}</a></p></html>`
  );
}
