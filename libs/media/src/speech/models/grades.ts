import { whisperLanguages } from '../whisper-languages.js';
import { ENGLISH_RATES, MODEL_SIZES, MULTILINGUAL_RATES } from './error-rates.js';

/** `unknown`: no published error rate determines the grade. */
export const GRADES = ['good', 'draft', 'poor', 'unknown'] as const;
export type Grade = (typeof GRADES)[number];

/** Languages by grade. A language in none of the lists is `unknown`. */
export type GradedLanguages = Readonly<Record<Exclude<Grade, 'unknown'>, readonly string[]>>;

/** Percent of wrong words in read sentences. With one wrong word in eight a text can be corrected, with one in three it is not worth it. */
const MAX_WRONG = { good: 12, draft: 30 };

/**
 * The paper finds fewer errors with each larger model (section 4.1). In its tables one language departs from that, Serbian, by
 * 4.7 points.
 */
const MARGIN = 5;

export function gradeRate(percent: number): Exclude<Grade, 'unknown'> {
  if (percent <= MAX_WRONG.good) return 'good';
  return percent <= MAX_WRONG.draft ? 'draft' : 'poor';
}

/** Languages with two tags and one row in the publisher's tables. */
const ROWS: Readonly<Record<string, string>> = { nb: 'no', tl: 'fil' };

/**
 * Grades a Whisper model for a primary language subtag. Without a rate of its own, a model is good where a smaller one is, and
 * poor where a larger one is.
 */
export function gradeLanguage(model: string, language: string): Grade {
  const english = ENGLISH_RATES[model];
  if (english !== undefined) return language === 'en' ? gradeRate(english) : 'unknown';
  const size = MODEL_SIZES.findIndex((name) => name === model);
  const rates = MULTILINGUAL_RATES[ROWS[language] ?? language];
  if (size < 0 || rates === undefined) return 'unknown';
  const own = rates[size];
  if (own !== undefined) return gradeRate(own);
  if (rates.slice(0, size).some((rate) => rate !== undefined && gradeRate(rate) === 'good')) return 'good';
  return rates.slice(size + 1).some((rate) => rate !== undefined && rate > MAX_WRONG.draft + MARGIN) ? 'poor' : 'unknown';
}

/** Measured with this project's recordings: 64 to 77 % wrong words. The clear voice of the sample, with 16 %, is an exception. */
const POCKETSPHINX: GradedLanguages = { good: [], draft: [], poor: ['en'] };

/** Returns nothing for an engine whose error rates nobody has published. */
export function gradeEngine(
  engine: string,
  model: string | undefined,
  languages: readonly string[],
): GradedLanguages | undefined {
  if (engine === 'pocketsphinx') return POCKETSPHINX;
  if (engine !== 'whisper-cpp' || model === undefined) return undefined;
  const withGrade = (grade: Grade): string[] => languages.filter((language) => gradeLanguage(model, language) === grade);
  const graded = { good: withGrade('good'), draft: withGrade('draft'), poor: withGrade('poor') };
  return Object.values(graded).every((list) => list.length === 0) ? undefined : graded;
}

/** Returns the languages of a Whisper model by its name. */
export const listModelLanguages = (model: string): readonly string[] => (model.endsWith('.en') ? ['en'] : whisperLanguages);
