import { LOCALE, text } from '../texts/text.js';

const names = new Intl.DisplayNames([LOCALE], { type: 'language', fallback: 'code' });

export function formatLanguage(tag: string): string {
  if (tag === 'auto') return text.recording.facts.languageAuto;
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Languages offered by name. The API and the command line accept every tag. */
const OFFERED =
  'ar bg cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nl no pl pt ro ru sk sl sr sv th tr uk vi zh'.split(' ');

/** Returns tags with names in the order of the names, after `auto`. Includes the present one. */
export function listLanguages(present: string): readonly (readonly [tag: string, name: string])[] {
  const tags = [...new Set([...OFFERED, present])].filter((tag) => tag !== 'auto');
  const named = tags.map((tag) => [tag, formatLanguage(tag)] as const);
  return [['auto', formatLanguage('auto')], ...named.sort(([, one], [, other]) => one.localeCompare(other, LOCALE))];
}
