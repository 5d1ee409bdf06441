import { about } from '@throughline/api-client/operations';
import type { GradedLanguages } from '@throughline/media/speech-models';
import type { Access } from '@throughline/stack';
import { FIRST_ANSWER_MS } from '../client/http-client.js';
import { read } from '../client/views.js';
import { countLanguages, findGrade, speedText } from './grade-text.js';

export interface EngineState {
  readonly kind: string;
  readonly name: string;
  readonly model: string | null;
  /** null if it accepts any language. */
  readonly languages: readonly string[] | null;
  readonly available: boolean;
  readonly note: string | null;
  /** Absent if the publisher names no error rates. */
  readonly grades?: GradedLanguages;
  /** Seconds of speech for each second of time; absent if not measured. */
  readonly speed?: number;
}

/** Returns the engines that the workers report, best first; null if the gateway cannot tell. */
export async function enginesState({ gatewayUrl, token }: Access): Promise<readonly EngineState[] | null> {
  try {
    const response = await fetch(`${gatewayUrl}${about.path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(FIRST_ANSWER_MS),
    });
    const { services } = read.about(await response.json());
    const lists = (services ?? []).flatMap(({ engines }) => (engines === 'unknown' ? [] : [engines]));
    return lists.length === 0
      ? null
      : lists.flat().map(({ kind, name, model = null, languages = null, available = true, note = null, grades, speed }) => ({
          kind,
          name,
          model,
          languages,
          available,
          note,
          ...(grades === undefined ? {} : { grades }),
          ...(speed === undefined ? {} : { speed }),
        }));
  } catch {
    return null;
  }
}

/** With more languages than this, only their number is shown. */
const SHOWN_LANGUAGES = 8;

const languagesText = ({ languages, grades }: EngineState): string => {
  if (languages === null) return '';
  if (languages.length > SHOWN_LANGUAGES) return countLanguages(languages, grades);
  return languages
    .map((language) => {
      const grade = findGrade(grades, language);
      return grade === 'unknown' ? language : `${language} (${grade})`;
    })
    .join(', ');
};

/** Formats the engines. With a language, its grade replaces the languages. */
export const engineRows = (engines: readonly EngineState[] | null, language?: string): string[][] =>
  (engines ?? []).map((engine) => [
    engine.kind,
    engine.name,
    engine.model ?? '',
    [describeLanguages(engine, language), engine.note ?? ''].filter((part) => part !== '').join('; '),
    engine.speed === undefined ? '' : speedText(engine.speed),
  ]);

function describeLanguages(engine: EngineState, language: string | undefined): string {
  if (!engine.available) return 'not available';
  if (language === undefined || engine.languages === null || engine.kind !== 'speech') return languagesText(engine);
  return engine.languages.includes(language) ? `${language}: ${findGrade(engine.grades, language)}` : `not ${language}`;
}
