import { describeLanguage, describeLanguageSource, formatLanguage, listLanguages, listLikelyLanguages } from './language-name.js';

describe('the name of a language', () => {
  it.each([
    ['en', 'English'],
    ['pt-BR', 'Brazilian Portuguese'],
    ['qaa', 'qaa'],
    ['auto', 'Detect automatically'],
    ['no tag at all', 'no tag at all'],
  ])('is for %s: %s', (tag, name) => {
    expect(formatLanguage(tag)).toBe(name);
  });
});

describe('the language choices', () => {
  it('are sorted by name with the present one among them, after automatic detection', () => {
    const names = listLanguages('pt-BR').map(([, name]) => name);
    expect(names[0]).toBe('Detect automatically');
    expect(names).toContain('Brazilian Portuguese');
    expect(names.slice(1)).toEqual([...names.slice(1)].sort((one, other) => one.localeCompare(other, 'en')));
    expect(new Set(listLanguages('de').map(([tag]) => tag)).size).toBe(listLanguages('auto').length);
  });
});

describe('the language of a transcript', () => {
  const german = { language: 'de', language_source: 'detected', language_confidence: 0.97, notes: [] } as const;

  it.each([
    [german, 'German (97 %)'],
    [{ ...german, language_confidence: 0.48, notes: ['language-doubtful'] }, 'Probably German (48 %)'],
    [{ ...german, language_confidence: null }, 'German'],
  ])('is shown with its probability: %j', (facts, words) => {
    expect(describeLanguage(facts)).toBe(words);
  });

  it('is shown with its source', () => {
    const recording = { language: 'de', language_source: 'default' } as const;
    const given = { language: 'de', language_source: 'given' } as const;
    expect(describeLanguageSource(german, { language: 'auto' })).toBe('detected');
    expect(describeLanguageSource(given, { language: 'de' })).toBe('given for this recording');
    expect(describeLanguageSource(given, recording)).toBe('from the default language');
    expect(describeLanguageSource(given, { ...recording, language: 'fr' })).toBe('given for this recording');
    expect(describeLanguageSource({ ...given, language_source: null }, recording)).toBe('');
  });
});

describe('the likely languages', () => {
  it('begin with those of the user, and leave out the present one', () => {
    const tags = listLikelyLanguages('en-GB', ['de-AT', 'en-US', 'de']).map(([tag]) => tag);
    expect(tags).toEqual(['de', 'es', 'zh', 'ar', 'fr', 'pt']);
  });
});
