import type { Recording, Transcript } from '@throughline/api-client';
import { pageLanguage } from '../texts/language.js';
import { text } from '../texts/text.js';

const names = new Intl.DisplayNames([pageLanguage()], { type: 'language', fallback: 'code' });

/** Lists show the same few languages in all rows, and the browser looks each name up again. */
const known = new Map<string, string>();

function findName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function formatLanguage(tag: string): string {
  if (tag === 'auto') return text.recording.facts.languageAuto;
  const name = known.get(tag) ?? findName(tag);
  known.set(tag, name);
  return name;
}

/** Languages offered by name. The API and the command line accept every tag. */
const OFFERED =
  'ar bg cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nl no pl pt ro ru sk sl sr sv th tr uk vi zh'.split(' ');

const WIDELY_SPOKEN = ['en', 'es', 'zh', 'ar', 'fr', 'pt', 'ru', 'de'];

/** Returns tags with names in the order of the names, after `auto`. Includes the present one. */
export function listLanguages(present: string): readonly (readonly [tag: string, name: string])[] {
  const tags = [...new Set([...OFFERED, present])].filter((tag) => tag !== 'auto');
  const named = tags.map((tag) => [tag, formatLanguage(tag)] as const);
  return [['auto', formatLanguage('auto')], ...named.sort(([, one], [, other]) => one.localeCompare(other, pageLanguage()))];
}

type LanguageFacts = Pick<Transcript, 'language' | 'language_source' | 'language_confidence' | 'notes'>;

/** Returns the language of a transcript with its probability: `Probably German (48 %)` for a doubtful one. */
export function describeLanguage({ language, language_confidence: confidence, notes }: LanguageFacts): string {
  const words = text.recording.results.language;
  const name = formatLanguage(language);
  const label = confidence === null ? name : words.withConfidence(name, Math.round(confidence * 100));
  return notes.includes('language-doubtful') ? words.doubtful(label) : label;
}

/** Returns where the language comes from. A person may have given it, or it is the default of the user who registered. */
export function describeLanguageSource(
  { language_source: source, language }: Pick<LanguageFacts, 'language_source' | 'language'>,
  recording: Pick<Recording, 'language' | 'language_source'> | undefined,
): string {
  const words = text.recording.results.language;
  // The language of the recording may have changed since the transcription.
  const isDefault = source === 'given' && recording?.language === language && recording.language_source === 'default';
  return isDefault ? words.fromDefault : (words.sources[source ?? ''] ?? '');
}

const MAX_LIKELY = 6;

/** Returns the likely corrections: the languages of this browser's user, then widely spoken ones. Never the present language. */
export function listLikelyLanguages(
  present: string,
  preferred: readonly string[],
): readonly (readonly [tag: string, name: string])[] {
  const primary = (tag: string): string => tag.split('-')[0] ?? tag;
  const tags = [...new Set([...preferred.map(primary), ...WIDELY_SPOKEN])];
  return tags
    .filter((tag) => tag !== primary(present))
    .slice(0, MAX_LIKELY)
    .map((tag) => [tag, formatLanguage(tag)] as const);
}
