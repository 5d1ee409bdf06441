/** A subtitle with its times in whole milliseconds, as both file formats have them. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  readonly lines: readonly string[];
  /** The name of the speaker, if speakers are distinguished. No cue has words of two speakers. */
  readonly speaker?: string;
}

/** Limits for readability, from the usual subtitle style guides. */
export const rules = {
  lineLength: 42,
  lines: 2,
  minMs: 1_000,
  maxMs: 7_000,
  charactersPerSecond: 20,
  /** Two frames at 25 pictures a second. */
  gapMs: 80,
  pauseMs: 500,
  /** The minimum time on screen for cues whose words overlap. */
  leastVisibleMs: 200,
} as const;

const segmenter = new Intl.Segmenter();

/** Splits text into characters as readers see them: an emoji of several code points is one. */
export const splitCharacters = (text: string): readonly string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Returns the text before the first words of a speaker's turn, in formats without a place for the name. */
export const renderTurn = (speaker: string): string => `${speaker}: `;

export const countCharacters = (text: string): number => splitCharacters(text).length;
