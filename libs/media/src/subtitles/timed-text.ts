import type { SpokenWord } from '../transcript/transcript.js';
import { splitCharacters, countCharacters, renderTurn, rules } from './cue.js';

export interface TimedText {
  readonly text: string;
  /** In characters as readers count them, with the name of the speaker at the beginning of a turn. */
  readonly length: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker?: string;
}

/** Longer names make a line longer than usual, instead of leaving no room for words. */
const mostTurnLength = rules.lineLength / 2;

/** Prepares words for lines: sorted by time, without white space or control characters, none longer than a line. */
export function prepareTexts(words: readonly SpokenWord[]): readonly TimedText[] {
  let at = 0;
  let speaker: string | undefined;
  return words
    .filter(({ start, end }) => Number.isFinite(start) && Number.isFinite(end))
    .flatMap(pieces)
    .map((piece) => {
      // Engines sometimes report a word that begins before the previous one.
      at = Math.max(at, piece.startMs);
      const turn = piece.speaker === undefined || piece.speaker === speaker ? '' : renderTurn(piece.speaker);
      ({ speaker } = piece);
      const length = piece.length + Math.min(countCharacters(turn), mostTurnLength);
      return { ...piece, length, startMs: at, endMs: Math.max(at, piece.endMs) };
    });
}

function pieces({ word, start, end, speaker }: SpokenWord): readonly TimedText[] {
  const [startMs, endMs] = [Math.max(0, Math.round(start * 1_000)), Math.max(0, Math.round(end * 1_000))];
  return word
    .split(/[\s\p{Cc}]+/u)
    .filter((text) => text !== '')
    .flatMap((text) => (countCharacters(text) <= rules.lineLength ? [text] : chop(text)))
    .map((text) => ({ text, length: countCharacters(text), startMs, endMs, ...(speaker === undefined ? {} : { speaker }) }));
}

function chop(text: string): readonly string[] {
  const characters = splitCharacters(text);
  const count = Math.ceil(characters.length / rules.lineLength);
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * rules.lineLength, (index + 1) * rules.lineLength).join(''),
  );
}
