import type { Grade, GradedLanguages } from '@throughline/media/speech-models';

const NONE: GradedLanguages = { good: [], draft: [], poor: [] };

export function findGrade(grades: GradedLanguages = NONE, language: string): Grade {
  if (grades.good.includes(language)) return 'good';
  if (grades.draft.includes(language)) return 'draft';
  return grades.poor.includes(language) ? 'poor' : 'unknown';
}

/** Norwegian has two tags. */
const countDifferent = (tags: readonly string[]): number => tags.filter((tag) => tag !== 'nb' || !tags.includes('no')).length;

/** "99 languages: 2 good, 6 draft, 30 poor". The grade of the others is unknown. */
export function countLanguages(languages: readonly string[], grades: GradedLanguages = NONE): string {
  const counts = (['good', 'draft', 'poor'] as const).flatMap((grade) =>
    grades[grade].length === 0 ? [] : [`${String(countDifferent(grades[grade]))} ${grade}`],
  );
  const all = languages.length === 1 ? `${languages[0] ?? ''} only` : `${String(countDifferent(languages))} languages`;
  return counts.length === 0 ? all : `${all}: ${counts.join(', ')}`;
}

/** "2.3 × real time". */
export const speedText = (speed: number): string => `${speed.toFixed(speed < 10 ? 1 : 0)} × real time`;
