import type { TranscriptWord } from '../../transcript/transcript.js';

/** `-time yes` prints `word start end confidence` for each word, fillers included, after the text of an utterance. */
const wordLine = /^(\S+) (\d+\.\d+) (\d+\.\d+) (\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i;

/** `<s>`, `</s>`, `<sil>`, `[SPEECH]`, `[NOISE]`, `++BREATH++`: sounds that are not words. */
const filler = /^(<.*>|\[.*\]|\+\+.*\+\+)$/;

/** `the(2)` is the second pronunciation of `the`. */
const alternate = /\(\d+\)$/;

export interface SpokenWord extends TranscriptWord {
  readonly filler: boolean;
}

export function parseWordLine(line: string): SpokenWord | undefined {
  const [, token, start, end, confidence] = wordLine.exec(line.trim()) ?? [];
  if (token === undefined) return undefined;
  return {
    word: token.replace(alternate, ''),
    start: Number(start),
    // A word ends with its last frame of 10 ms; the program prints the beginning of that frame.
    end: Math.round((Number(end) + 0.01) * 1_000) / 1_000,
    // Rounding errors of the decoder exceed 1 slightly.
    confidence: Math.min(1, Number(confidence)),
    filler: filler.test(token),
  };
}
