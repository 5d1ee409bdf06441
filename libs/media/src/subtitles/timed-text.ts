import type { TranscriptWord } from '../speech/transcript.js';
import { splitCharacters, countCharacters, rules } from './cue.js';

export interface TimedText {
  readonly text: string;
  /** In characters as readers count them. */
  readonly length: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** Prepares words for lines: sorted by time, without white space or control characters, none longer than a line. */
export function prepareTexts(words: readonly TranscriptWord[]): readonly TimedText[] {
  let at = 0;
  return words
    .filter(({ start, end }) => Number.isFinite(start) && Number.isFinite(end))
    .flatMap(pieces)
    .map((piece) => {
      // Engines sometimes report a word that begins before the previous one.
      at = Math.max(at, piece.startMs);
      return { ...piece, startMs: at, endMs: Math.max(at, piece.endMs) };
    });
}

function pieces({ word, start, end }: TranscriptWord): readonly TimedText[] {
  const [startMs, endMs] = [Math.max(0, Math.round(start * 1_000)), Math.max(0, Math.round(end * 1_000))];
  return word
    .split(/[\s\p{Cc}]+/u)
    .filter((text) => text !== '')
    .flatMap((text) => (countCharacters(text) <= rules.lineLength ? [text] : chop(text)))
    .map((text) => ({ text, length: countCharacters(text), startMs, endMs }));
}

function chop(text: string): readonly string[] {
  const characters = splitCharacters(text);
  const count = Math.ceil(characters.length / rules.lineLength);
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * rules.lineLength, (index + 1) * rules.lineLength).join(''),
  );
}
