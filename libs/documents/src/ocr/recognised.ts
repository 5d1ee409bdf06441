/** A word in a picture: pixels from its upper left corner. */
export interface SeenWord {
  readonly text: string;
  /** 0 to 100. */
  readonly confidence: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Words of one line have one number, in reading order. */
  readonly line: number;
}

/** Below this mean an engine has guessed: a blank sheet with grain has 22, a good scan 94. */
export const LEAST_CONFIDENCE = 50;
/** From here on nobody needs to turn the page to see whether it is better that way. */
export const SURE_CONFIDENCE = 75;

const WRITTEN = /[\p{L}\p{N}]/u;
const lengthOf = (word: SeenWord): number => Array.from(word.text).length;

/** Mean of the words that have a letter or a number, by their length: dots and dashes are seen everywhere. */
export function confidenceOf(words: readonly SeenWord[]): number {
  const written = words.filter(({ text }) => WRITTEN.test(text));
  const letters = written.reduce((sum, word) => sum + lengthOf(word), 0);
  return letters === 0 ? 0 : written.reduce((sum, word) => sum + word.confidence * lengthOf(word), 0) / letters;
}

/** What is sure enough of the words that were seen; a single guess among words that are sure is no word either. */
const LEAST_WORD_CONFIDENCE = 30;
export const sureWords = (words: readonly SeenWord[]): readonly SeenWord[] =>
  words.filter(({ text, confidence }) => text.trim() !== '' && confidence >= LEAST_WORD_CONFIDENCE);

/** How much was read, and how surely: for comparing the ways in which a page can be turned. */
export const worthOf = (words: readonly SeenWord[]): number =>
  sureWords(words).reduce((sum, word) => sum + (word.confidence - LEAST_CONFIDENCE) * lengthOf(word), 0);

/** Lines of text, in the order in which they were seen. */
export function linesOf(words: readonly SeenWord[]): string {
  const lines = new Map<number, string[]>();
  for (const { line, text } of words) lines.set(line, [...(lines.get(line) ?? []), text]);
  return [...lines.values()].map((line) => line.join(' ')).join('\n');
}
