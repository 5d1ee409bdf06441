import type { SpeechEngine } from './engine.js';

export interface ChosenEngine {
  readonly engine: SpeechEngine;
  /** `auto` if no language was requested and the engine detects it. */
  readonly language: string;
  readonly assumed: boolean;
}

export type EngineChoice = ChosenEngine | { readonly refused: 'no_engine' | 'no_engine_for_language' };

/** Chooses an engine that supports the language: a transcript in the wrong language is worse than none. */
export function chooseSpeechEngine(engines: readonly SpeechEngine[], requested: string): EngineChoice {
  const [first] = requested === 'auto' ? engines.filter(({ needsLanguage }) => needsLanguage !== true) : engines;
  if (first === undefined) return { refused: 'no_engine' };
  if (requested === 'auto') {
    const language = first.detectsLanguage === true ? 'auto' : first.languages[0];
    return language === undefined
      ? { refused: 'no_engine_for_language' }
      : { engine: first, language, assumed: language !== 'auto' && first.languages.length === 1 };
  }
  const language = parsePrimaryLanguage(requested);
  const engine = engines.find(({ languages }) => language !== undefined && languages.includes(language));
  return engine === undefined || language === undefined
    ? { refused: 'no_engine_for_language' }
    : { engine, language, assumed: false };
}

/** Returns `en` for `en-GB`, and `undefined` for text that is no language tag. */
export function parsePrimaryLanguage(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return undefined;
  }
}
