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
}

/** `language-assumed`: nobody said which language is spoken, and the engine knows only one. */
export type TranscriptNote = 'language-assumed';

export interface Transcript {
  readonly language: string;
  readonly engine: string;
  readonly model: string;
  readonly durationSeconds: number;
  readonly segments: readonly TranscriptSegment[];
  readonly words: readonly TranscriptWord[];
  /** 0 where nothing was said. */
  readonly meanConfidence: number;
  readonly quality: 'draft' | 'normal';
  readonly notes: readonly TranscriptNote[];
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
