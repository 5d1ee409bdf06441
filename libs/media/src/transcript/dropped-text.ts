import { Type, type Static } from 'typebox';
import type { Span } from '../trim/silence.js';

export const DROP_REASONS = [
  /** The same words again and again. */
  'repeated',
  /** Words, or a phrase that engines tend to invent, where the sound is silent. */
  'silence',
  /** The engine itself hardly took the sound for speech. */
  'no-speech',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** A stretch whose words are not in the transcript, because nobody said them. The words themselves are not kept. Seconds. */
export const DroppedTextSchema = Type.Object({
  start: Type.Number(),
  end: Type.Number(),
  words: Type.Integer({ minimum: 0 }),
  reason: Type.Enum(DROP_REASONS),
});
export type DroppedText = Static<typeof DroppedTextSchema>;

export interface Sifted<W> {
  readonly words: readonly W[];
  readonly dropped: readonly DroppedText[];
}

/** Splits words into the kept ones and the stretches of the others. Neighbouring words are one stretch. */
export function sift<W extends Span>(
  words: readonly W[],
  isKept: (word: W, index: number) => boolean,
  reason: DropReason,
): Sifted<W> {
  const kept: W[] = [];
  const dropped: DroppedText[] = [];
  let open: DroppedText | undefined;
  for (const [index, word] of words.entries()) {
    if (isKept(word, index)) {
      kept.push(word);
      open = undefined;
    } else if (open === undefined) dropped.push((open = { start: word.start, end: word.end, words: 1, reason }));
    else {
      open.end = Math.max(open.end, word.end);
      open.words += 1;
    }
  }
  return { words: kept, dropped };
}

/** Returns the stretches in order. Those of one reason with no kept word between them become one. `kept` is in order. */
export function joinDropped(dropped: readonly DroppedText[], kept: readonly Span[]): readonly DroppedText[] {
  const joined: DroppedText[] = [];
  let at = 0;
  let lastKept = Number.NEGATIVE_INFINITY;
  for (const one of [...dropped].sort((a, b) => a.start - b.start)) {
    for (let next = kept[at]; next !== undefined && next.start < one.start; next = kept[(at += 1)]) lastKept = next.start;
    const last = joined.at(-1);
    if (last === undefined || lastKept >= last.end || last.reason !== one.reason) joined.push({ ...one });
    else {
      last.end = Math.max(last.end, one.end);
      last.words += one.words;
    }
  }
  return joined;
}

export const countDroppedWords = (dropped: readonly DroppedText[]): number => dropped.reduce((sum, { words }) => sum + words, 0);
