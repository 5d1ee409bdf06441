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
  it('reports that there is no engine', () => {
    expect(chooseSpeechEngine([], 'en')).toEqual({ refused: 'no_engine' });
    expect(chooseSpeechEngine([], 'auto')).toEqual({ refused: 'no_engine' });
  });

  it.each(['en', 'EN', 'en-GB', 'en-US', 'en-Latn-AU'])('accepts %s as English', (tag) => {
    expect(chooseSpeechEngine([english], tag)).toEqual({ engine: english, language: 'en', assumed: false });
  });

  it.each(['ru', 'de-CH', 'enm', 'english', '', 'not a tag', 'x'])('rejects %j if the only engine supports English', (tag) => {
    expect(chooseSpeechEngine([english], tag)).toEqual({ refused: 'no_engine_for_language' });
  });

  it('finds the engine that supports the language', () => {
    expect(chooseSpeechEngine([english, many], 'ru')).toMatchObject({ engine: many, language: 'ru' });
  });

  it('leaves a recording of unknown language to an engine that detects it', () => {
    const draft = { ...english, needsLanguage: true };
    const detecting = { ...many, detectsLanguage: true };
    expect(chooseSpeechEngine([draft, detecting], 'auto')).toEqual({ engine: detecting, language: 'auto', assumed: false });
    expect(chooseSpeechEngine([draft], 'auto')).toEqual({ refused: 'no_engine' });
    expect(chooseSpeechEngine([draft], 'en-GB')).toEqual({ engine: draft, language: 'en', assumed: false });
  });

  it('reports an assumed language if none is requested and the engine supports only one', () => {
    expect(chooseSpeechEngine([english], 'auto')).toEqual({ engine: english, language: 'en', assumed: true });
  });
});
