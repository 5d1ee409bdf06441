/** A subtitle as it is shown. Whole milliseconds, as both file formats have them. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  readonly lines: readonly string[];
}

/** What readers can follow; the figures are those of the usual style guides. */
export const rules = {
  lineLength: 42,
  lines: 2,
  minMs: 1_000,
  maxMs: 7_000,
  charactersPerSecond: 20,
  /** Two frames at 25 pictures a second. */
  gapMs: 80,
  pauseMs: 500,
  /** Where words come on top of each other, a cue is shown at least so long. */
  leastVisibleMs: 200,
} as const;

const segmenter = new Intl.Segmenter();

/** What a reader takes for characters: an emoji of several code points is one. */
export const charactersOf = (text: string): readonly string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

export const lengthOf = (text: string): number => charactersOf(text).length;
