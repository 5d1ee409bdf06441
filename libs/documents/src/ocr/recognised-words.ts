/** A word in a picture, with pixels from its upper left corner. */
export interface RecognisedWord {
  readonly text: string;
  /** 0 to 100. */
  readonly confidence: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Words of one line have the same number, in reading order. */
  readonly line: number;
}

/** Below this mean the engine is guessing: a blank sheet with grain has 22, a good scan 94. */
export const LEAST_CONFIDENCE = 50;
/** From this mean on, other directions need not be tried. */
export const SURE_CONFIDENCE = 75;

const WRITTEN = /[\p{L}\p{N}]/u;
const lengthOf = (word: RecognisedWord): number => Array.from(word.text).length;

/** Returns the mean of words with a letter or a number, weighted by length: engines see dots and dashes everywhere. */
export function computeConfidence(words: readonly RecognisedWord[]): number {
  const written = words.filter(({ text }) => WRITTEN.test(text));
  const letters = written.reduce((sum, word) => sum + lengthOf(word), 0);
  return letters === 0 ? 0 : written.reduce((sum, word) => sum + word.confidence * lengthOf(word), 0) / letters;
}

/** Words below this are dropped: a single guess among sure words is no word either. */
const LEAST_WORD_CONFIDENCE = 30;
export const selectSureWords = (words: readonly RecognisedWord[]): readonly RecognisedWord[] =>
  words.filter(({ text, confidence }) => text.trim() !== '' && confidence >= LEAST_WORD_CONFIDENCE);

/** Rates amount and confidence of the text, for comparing directions of a page. */
export const rateWords = (words: readonly RecognisedWord[]): number =>
  selectSureWords(words).reduce((sum, word) => sum + (word.confidence - LEAST_CONFIDENCE) * lengthOf(word), 0);

export function joinLines(words: readonly RecognisedWord[]): string {
  const lines = new Map<number, string[]>();
  for (const { line, text } of words) lines.set(line, [...(lines.get(line) ?? []), text]);
  return [...lines.values()].map((line) => line.join(' ')).join('\n');
}
