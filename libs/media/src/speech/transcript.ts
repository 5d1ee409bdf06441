export interface TranscriptWord {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /** From 0 to 1. */
  readonly confidence: number;
}

export interface TranscriptSegment {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly confidence: number;
  /** A person wrote the text, so its confidence is not measured. */
  readonly corrected?: true;
}

export const TRANSCRIPT_NOTES = [
  /** No language was requested, and the engine supports only one. */
  'language-assumed',
  /** No language was requested; the engine detected it. */
  'language-detected',
  /** The engine reports no word times: words are spread over their segments. */
  'word-times-estimated',
  /** The engine reports no confidence: all values are one half. */
  'confidence-unknown',
] as const;
export type TranscriptNote = (typeof TRANSCRIPT_NOTES)[number];

/** Stands for the confidence of a word whose engine reports none. */
export const unknownConfidence = 0.5;

export interface Transcript {
  readonly language: string;
  readonly engine: string;
  readonly model: string;
  readonly durationSeconds: number;
  readonly segments: readonly TranscriptSegment[];
  readonly words: readonly TranscriptWord[];
  readonly meanConfidence: number;
  readonly quality: 'draft' | 'normal';
  readonly notes: readonly TranscriptNote[];
  /** Set if a person corrected the transcript: the id of the correction, and of the version that it corrects. */
  readonly correction?: { readonly id: string; readonly basis: string };
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
