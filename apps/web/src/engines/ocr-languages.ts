import type { About } from '@throughline/api-client';
import { pageLanguage } from '../texts/language.js';

const names = new Intl.DisplayNames(pageLanguage(), { type: 'language', fallback: 'none' });

/** Returns `German (deu)` for `deu`, and the code alone if it has no known name. */
export function nameLanguage(code: string): string {
  const [base = ''] = code.split('_');
  const name = /^[a-z]{3}$/.test(base) ? names.of(base === 'chi' ? 'zh' : base) : undefined;
  return name === undefined ? code : `${name} (${code})`;
}

/** Returns the languages in which the workers can read scans, as they report them. */
export const listOcrLanguages = (about: Pick<About, 'services'> | undefined): readonly string[] => {
  const engines = (about?.services ?? []).flatMap((service) => (service.engines === 'unknown' ? [] : service.engines));
  const readers = engines.filter(({ kind, available }) => kind === 'ocr' && available !== false);
  return [...new Set(readers.flatMap(({ languages = [] }) => languages))].sort();
};
