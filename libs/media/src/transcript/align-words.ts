import { toPlainWord } from './plain-word.js';
import type { TranscriptWord } from './transcript.js';

/** Engines place one word at times that differ by less; the words that a person wrote have estimated times. */
const MAX_APART_SECONDS = 3;

/** A word of the first text and the same word of the second, by their indices. */
export interface WordPair {
  readonly first: number;
  readonly second: number;
}

interface Chain extends WordPair {
  readonly before: Chain | undefined;
  readonly weight: number;
}

/** The heaviest chain that ends before a word of the second text: a Fenwick tree of maxima. */
class HeaviestChains {
  readonly #tree: (Chain | undefined)[] = [];

  constructor(private readonly size: number) {}

  endingBefore(second: number): Chain | undefined {
    let best: Chain | undefined;
    for (let at = second; at > 0; at -= at & -at) best = heavier(best, this.#tree[at]);
    return best;
  }

  add(chain: Chain): void {
    for (let at = chain.second + 1; at <= this.size; at += at & -at) this.#tree[at] = heavier(this.#tree[at], chain);
  }
}

const heavier = (a: Chain | undefined, b: Chain | undefined): Chain | undefined =>
  b !== undefined && (a === undefined || b.weight > a.weight) ? b : a;

/** Returns the first index whose value is at least `least`, or `length`. `valueAt` must not decrease. */
export function lowerBound(length: number, valueAt: (index: number) => number, least: number): number {
  let [from, to] = [0, length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (valueAt(middle) < least) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Returns the indices of the same word at about the same time, the latest first. */
function findCandidates(word: TranscriptWord, plain: string, others: readonly (TranscriptWord & { plain: string })[]): number[] {
  const from = lowerBound(others.length, (index) => others[index]?.start ?? 0, word.start - MAX_APART_SECONDS);
  const found: number[] = [];
  for (let index = from; (others[index]?.start ?? Number.POSITIVE_INFINITY) <= word.start + MAX_APART_SECONDS; index += 1)
    if (others[index]?.plain === plain) found.push(index);
  return found.reverse();
}

/** A pair counts more, the nearer its words are: of the same word said twice, the nearer one is meant. */
const weigh = (a: TranscriptWord, b: TranscriptWord | undefined): number =>
  1 - Math.abs(a.start - (b?.start ?? a.start)) / (2 * MAX_APART_SECONDS);

/**
 * Returns a common sequence of two texts of one recording: as many equal words as possible, in the order of both, and near in
 * time. Words that are far apart are not compared, so that long texts take little time.
 */
export function alignWords(first: readonly TranscriptWord[], second: readonly TranscriptWord[]): readonly WordPair[] {
  const others = second.map((word) => ({ ...word, plain: toPlainWord(word.word) }));
  const chains = new HeaviestChains(second.length);
  for (const [index, word] of first.entries()) {
    const plain = toPlainWord(word.word);
    if (plain === '') continue;
    // The latest first: a word of the first text is in a chain only once.
    for (const other of findCandidates(word, plain, others)) {
      const before = chains.endingBefore(other);
      chains.add({ first: index, second: other, before, weight: (before?.weight ?? 0) + weigh(word, others[other]) });
    }
  }
  const pairs: WordPair[] = [];
  for (let chain = chains.endingBefore(second.length); chain !== undefined; chain = chain.before)
    pairs.push({ first: chain.first, second: chain.second });
  return pairs.reverse();
}
