import { nameOcrLanguage, OCR_LANGUAGES, parseOcrLanguage } from './known-languages.js';

describe('the name of an OCR language', () => {
  it.each([
    ['deu', 'deu'],
    ['chi_sim', 'chi_sim'],
    ['de', 'deu'],
    ['de-AT', 'deu'],
    ['ger', 'deu'],
    ['zh', 'chi_sim'],
    ['zh-Hans', 'chi_sim'],
    ['zh-TW', 'chi_tra'],
    ['sr', 'srp'],
    ['sr-Latn', 'srp_latn'],
    ['nb', 'nor'],
    ['en', 'eng'],
  ])('%s is %s', (text, language) => {
    expect(parseOcrLanguage(text)).toEqual({ language });
  });

  it.each<[string, readonly string[]]>([
    ['german', ['deu']],
    ['chi-sim', ['chi_sim']],
    ['freench', ['fra']],
    ['../deu', []],
    ['', []],
    ['x'.repeat(3_000), []],
  ])('%s is not known, and similar ones are named', (text, nearest) => {
    const choice = parseOcrLanguage(text);
    expect('nearest' in choice ? choice.nearest.slice(0, Math.max(nearest.length, 0)) : choice).toEqual(nearest);
  });

  it('has words for people', () => {
    expect(['deu', 'chi_sim', 'srp_latn', 'chi_tra_vert', 'xxx', 'custom1'].map(nameOcrLanguage)).toEqual([
      'German',
      'Chinese (simplified)',
      'Serbian (Latin)',
      'Chinese (traditional, vertical)',
      'xxx',
      'custom1',
    ]);
    expect(new Set(OCR_LANGUAGES.map(nameOcrLanguage)).size).toBe(OCR_LANGUAGES.length);
  });
});
