import type { SpeechEngine } from './engine.js';
import { chooseSpeechEngine } from './language.js';

const engine = (id: string, ...languages: string[]): SpeechEngine => ({
  id,
  languages,
  transcribe: () => Promise.reject(new Error('not used here')),
});
const english = engine('small', 'en');
const many = engine('large', 'de', 'en', 'ru');

describe('chooseSpeechEngine', () => {
  it('says that there is no engine', () => {
    expect(chooseSpeechEngine([], 'en')).toEqual({ refused: 'no_engine' });
    expect(chooseSpeechEngine([], 'auto')).toEqual({ refused: 'no_engine' });
  });

  it.each(['en', 'EN', 'en-GB', 'en-US', 'en-Latn-AU'])('takes %s for English', (tag) => {
    expect(chooseSpeechEngine([english], tag)).toEqual({ engine: english, language: 'en', assumed: false });
  });

  it.each(['ru', 'de-CH', 'enm', 'english', '', 'not a tag', 'x'])('refuses %j when only English is known', (tag) => {
    expect(chooseSpeechEngine([english], tag)).toEqual({ refused: 'no_engine_for_language' });
  });

  it('finds the engine that knows the language', () => {
    expect(chooseSpeechEngine([english, many], 'ru')).toMatchObject({ engine: many, language: 'ru' });
  });

  it('says that a language is assumed when nobody named it and the engine knows only one', () => {
    expect(chooseSpeechEngine([english], 'auto')).toEqual({ engine: english, language: 'en', assumed: true });
  });
});
