import type { Span } from '../../trim/silence.js';
import { toPlainWord } from '../../transcript/plain-word.js';
import { sift, type Sifted } from '../../transcript/dropped-text.js';

interface LoopWord extends Span {
  readonly word: string;
}

/** The length of the longest phrase that is searched for, in words. */
const LONGEST_PHRASE = 40;
/** A person may have said the phrase before the engine began to repeat it. */
const KEPT_TIMES = 2;

/** People say short words several times ("no, no, no"), but a long phrase rarely. */
function leastTimes(phraseLength: number): number {
  if (phraseLength === 1) return 10;
  return phraseLength <= 3 ? 6 : 5;
}

/** Returns the indices of all words in loops of one length, but for the first times that each phrase occurs. */
function findLoop(words: readonly string[], length: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (let at = length; at < words.length; at += 1) {
    const from = at - length;
    while (at < words.length && words[at] === words[at - length]) at += 1;
    const times = Math.floor((at - from) / length);
    if (times < leastTimes(length)) continue;
    for (let index = from + KEPT_TIMES * length; index < from + times * length; index += 1) found.add(index);
  }
  return found;
}

interface IndexedWord {
  readonly index: number;
  readonly plain: string;
}

/** Starts again after each change: without its inner loops, a longer phrase may turn out to be a loop too. */
function shortenLoops(words: readonly IndexedWord[]): readonly IndexedWord[] {
  let kept = words;
  for (let length = 1; length <= LONGEST_PHRASE; length += 1) {
    const plain = kept.map((word) => word.plain);
    const loop = findLoop(plain, length);
    if (loop.size > 0) kept = kept.filter((_, index) => !loop.has(index));
  }
  return kept.length === words.length ? kept : shortenLoops(kept);
}

/**
 * Shortens phrases that are repeated many times in a row to the first two times: the models of speech engines fall into such
 * loops, above all in silence and music. Pass the words of one chunk, because a loop never continues in the next one.
 */
export function dropLoops<W extends LoopWord>(words: readonly W[]): Sifted<W> {
  const indexed = words.map(({ word }, index) => ({ index, plain: toPlainWord(word) }));
  const kept = new Set(shortenLoops(indexed).map(({ index }) => index));
  return sift(words, (_, index) => kept.has(index), 'repeated');
}

/**
 * Returns true if nothing but one loop was heard. The kept times may be speech, but more likely are noise that the engine took
 * for a word, so they say nothing about the language.
 */
export function isOnlyLoop({ words, dropped }: Sifted<LoopWord>): boolean {
  if (!dropped.some(({ reason }) => reason === 'repeated') || words.length % KEPT_TIMES !== 0) return false;
  const plain = words.map(({ word }) => toPlainWord(word));
  const length = plain.length / KEPT_TIMES;
  return plain.every((word, index) => word === plain[index % length]);
}
