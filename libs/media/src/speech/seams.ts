import type { Span } from '../trim/silence.js';
import { toPlainWord } from '../transcript/plain-word.js';
import type { SpokenWord } from '../transcript/transcript.js';

/** The words of one chunk, in seconds of the recording. */
export interface ChunkWords {
  readonly span: Span;
  readonly words: readonly SpokenWord[];
}

/** Engines miss the end of a word by about this much. */
const touchSeconds = 0.1;

/**
 * Returns the words of all chunks. A cut in speech without a pause usually divides a word, and the engine may report
 * it for both chunks: it becomes one word. A speaker may also repeat a word exactly at such a cut, but a cut hits the gap
 * between two words far less often than a word.
 */
export function joinAtSeams(chunks: readonly ChunkWords[], silences: readonly Span[]): readonly SpokenWord[] {
  const isInSilence = (time: number): boolean => silences.some(({ start, end }) => start < time && time < end);
  const joined: SpokenWord[] = [];
  let seam = Number.NaN;
  for (const { span, words } of [...chunks].sort((a, b) => a.span.start - b.span.start)) {
    const [first, ...rest] = [...words].sort((a, b) => a.start - b.start);
    const last = joined.at(-1);
    if (first !== undefined) {
      const isSeam = span.start === seam && !isInSilence(seam);
      if (isSeam && last !== undefined && isDivided(last, first, seam)) joined[joined.length - 1] = joinParts(last, first);
      else joined.push(first);
      joined.push(...rest);
    }
    seam = span.end;
  }
  return joined;
}

function isDivided(before: SpokenWord, after: SpokenWord, seam: number): boolean {
  const plain = toPlainWord(before.word);
  if (plain === '' || plain !== toPlainWord(after.word)) return false;
  return before.end >= seam - touchSeconds && after.start <= seam + touchSeconds;
}

/** The chunk that holds the larger part knows the word better. */
function joinParts(before: SpokenWord, after: SpokenWord): SpokenWord {
  const better = after.end - after.start > before.end - before.start ? after : before;
  return { ...better, start: before.start, end: after.end };
}
