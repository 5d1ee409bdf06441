import { whisperLanguages } from '../whisper-languages.js';
import { ENGLISH_RATES, MODEL_SIZES, MULTILINGUAL_RATES } from './error-rates.js';
import { gradeEngine, gradeLanguage, gradeRate } from './grades.js';

describe('the grade of a language', () => {
  it('is good up to 12 % of wrong words, draft up to 30 %, and poor above', () => {
    expect([0, 12, 12.1, 30, 30.1, 120].map(gradeRate)).toEqual(['good', 'good', 'draft', 'draft', 'poor', 'poor']);
  });

  it("follows the publisher's error rate for the model", () => {
    expect(['tiny', 'base', 'small', 'medium'].map((model) => gradeLanguage(model, 'de'))).toEqual([
      'draft',
      'draft',
      'good',
      'good',
    ]);
    expect(['tiny', 'base', 'small', 'medium'].map((model) => gradeLanguage(model, 'nl'))).toEqual([
      'poor',
      'poor',
      'draft',
      'good',
    ]);
  });

  it('is good where a smaller model is good, and poor where a larger one is poor', () => {
    expect([gradeLanguage('medium', 'ru'), gradeLanguage('large-v3', 'en')]).toEqual(['good', 'good']);
    expect([gradeLanguage('base', 'hi'), gradeLanguage('medium', 'ka')]).toEqual(['poor', 'poor']);
  });

  it('is unknown without a published number that tells', () => {
    expect(gradeLanguage('base', 'fr')).toBe('unknown');
    expect(gradeLanguage('small', 'sr')).toBe('unknown');
    expect(gradeLanguage('base', 'eu')).toBe('unknown');
    expect(gradeLanguage('own-model', 'en')).toBe('unknown');
    expect(gradeLanguage('constructor', 'constructor')).toBe('unknown');
  });

  it('is the one of the other tag for languages with two', () => {
    expect([gradeLanguage('large-v2', 'nb'), gradeLanguage('small', 'tl')]).toEqual(['good', 'draft']);
  });

  it('exists for English alone in models for English', () => {
    expect([gradeLanguage('base.en', 'en'), gradeLanguage('base.en', 'de')]).toEqual(['good', 'unknown']);
  });
});

describe('the table of error rates', () => {
  it('contains only languages that the models support, and plausible rates', () => {
    for (const [language, rates] of Object.entries(MULTILINGUAL_RATES)) {
      expect(whisperLanguages).toContain(language);
      expect(rates.length).toBeLessThanOrEqual(MODEL_SIZES.length);
      for (const rate of rates) if (rate !== undefined) expect(rate > 1 && rate < 150).toBe(true);
    }
  });

  it('has fewer errors for a larger model', () => {
    for (const rates of [...Object.values(MULTILINGUAL_RATES), Object.values(ENGLISH_RATES)]) {
      const known = rates.filter((rate) => rate !== undefined);
      expect(known).toEqual([...known].sort((a, b) => b - a));
    }
  });
});

describe('the grades of an engine', () => {
  it('list its languages by grade, without the unknown ones', () => {
    expect(gradeEngine('whisper-cpp', 'base', ['en', 'de', 'nl', 'fr'])).toEqual({ good: ['en'], draft: ['de'], poor: ['nl'] });
  });

  it('are measured ones for pocketsphinx', () => {
    expect(gradeEngine('pocketsphinx', undefined, ['en'])).toEqual({ good: [], draft: [], poor: ['en'] });
  });

  it('are absent for engines and models without published rates', () => {
    expect(gradeEngine('hosted', 'whisper-1', ['en'])).toBeUndefined();
    expect(gradeEngine('whisper-cpp', 'my-model', ['en'])).toBeUndefined();
    expect(gradeEngine('whisper-cpp', undefined, ['en'])).toBeUndefined();
  });
});
