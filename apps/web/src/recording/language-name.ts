import { LOCALE, text } from '../texts/text.js';

const names = new Intl.DisplayNames([LOCALE], { type: 'language', fallback: 'code' });

/** `en` as `English`; what is no language tag is shown as it is. */
export function languageName(tag: string): string {
  if (tag === 'auto') return text.recording.facts.languageAuto;
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
