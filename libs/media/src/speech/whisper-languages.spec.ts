import { isSameLanguage, findLanguage, toWhisperCode, whisperLanguages } from './whisper-languages.js';

describe('whisperLanguages', () => {
  it('lists canonical primary subtags, English first', () => {
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
  ])("maps an engine's answer %j to a subtag", (answer, expected) => {
    expect(findLanguage(answer)).toBe(expected);
  });

  it('maps subtags to the codes that Whisper accepts', () => {
    expect(['nb', 'fil', 'jv', 'de'].map(toWhisperCode)).toEqual(['no', 'tl', 'jw', 'de']);
    expect(isSameLanguage('nb', 'no')).toBe(true);
    expect(isSameLanguage('nb', 'nn')).toBe(false);
  });
});
