import type { SpeechEngine } from './engine.js';

export type EngineChoice =
  /** `auto` where nobody has said which language it is and the engine finds out by itself. */
  | { readonly engine: SpeechEngine; readonly language: string; readonly assumed: boolean }
  | { readonly refused: 'no_engine' | 'no_engine_for_language' };

/** Text in the wrong language is worse than none: an engine is only used for what it knows. */
export function chooseSpeechEngine(engines: readonly SpeechEngine[], requested: string): EngineChoice {
  const [first] = engines;
  if (first === undefined) return { refused: 'no_engine' };
  if (requested === 'auto') {
    const language = first.detectsLanguage === true ? 'auto' : first.languages[0];
    return language === undefined
      ? { refused: 'no_engine_for_language' }
      : { engine: first, language, assumed: language !== 'auto' && first.languages.length === 1 };
  }
  const language = primaryLanguage(requested);
  const engine = engines.find(({ languages }) => language !== undefined && languages.includes(language));
  return engine === undefined || language === undefined
    ? { refused: 'no_engine_for_language' }
    : { engine, language, assumed: false };
}

/** `en` of `en-GB`; undefined for what is not a language tag. */
export function primaryLanguage(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return undefined;
  }
}
