import { isSameLanguage, languageNamed, whisperCode, whisperLanguages } from './whisper-languages.js';

describe('the languages of Whisper', () => {
  it('are primary subtags that a canonical language tag can have, English first', () => {
    expect(whisperLanguages[0]).toBe('en');
    for (const tag of whisperLanguages) expect(new Intl.Locale(tag).language).toBe(tag);
    expect(new Set(whisperLanguages).size).toBe(whisperLanguages.length);
    expect(whisperLanguages.length).toBeGreaterThan(98);
  });

  it.each([
    ['english', 'en'],
    [' German ', 'de'],
    ['de', 'de'],
    ['en-US', 'en'],
    ['zh_CN', 'zh'],
    ['iw', 'he'],
    ['tagalog', 'fil'],
    ['javanese', 'jv'],
    ['norwegian', 'no'],
    ['haitian creole', 'ht'],
    ['klingon the great', undefined],
    ['', undefined],
  ])('knows what an engine means by %j', (answer, expected) => {
    expect(languageNamed(answer)).toBe(expected);
  });

  it('have the codes that Whisper takes', () => {
    expect(['nb', 'fil', 'jv', 'de'].map(whisperCode)).toEqual(['no', 'tl', 'jw', 'de']);
    expect(isSameLanguage('nb', 'no')).toBe(true);
    expect(isSameLanguage('nb', 'nn')).toBe(false);
  });
});
