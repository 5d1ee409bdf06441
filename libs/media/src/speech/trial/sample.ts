import { countWordErrors, normalizeWords } from './word-errors.js';

/** The bundled recording, from the root of the project, and the words of its first ten seconds of speech. */
export const SAMPLE_TALK = {
  path: 'assets/sample-talk.mp4',
  language: 'en',
  seconds: 10,
  opening:
    'Welcome. This short talk has three parts, and the first part is about bread. Good bread needs only flour, water, salt and yeast. Mix the flour with the water and let the dough',
} as const;

/** The ten seconds end within a sentence: engines hear up to this many of the last words, or none of them. */
const OPEN_END = 6;

/** Compares a transcript of the first ten seconds with the spoken words. The end that fits best counts. */
export function countSampleErrors(text: string): { readonly wrong: number; readonly spoken: number } {
  const words = normalizeWords(SAMPLE_TALK.opening);
  const heard = normalizeWords(text);
  const endings = Array.from({ length: OPEN_END + 1 }, (_, left) => {
    const spoken = words.slice(0, words.length - left);
    return { wrong: countWordErrors(spoken, heard), spoken: spoken.length };
  });
  return endings.reduce((best, each) => (each.wrong < best.wrong ? each : best));
}
