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
  /** A person has written it; nobody has measured how sure that is. */
  readonly corrected?: true;
}

export const TRANSCRIPT_NOTES = [
  /** Nobody said which language is spoken, and the engine knows only one. */
  'language-assumed',
  /** Nobody said which language is spoken; the engine has heard it. */
  'language-detected',
  /** The engine times no words: they were spread over its segments. */
  'word-times-estimated',
  /** The engine does not say how sure it is: confidences stand at one half. */
  'confidence-unknown',
] as const;
export type TranscriptNote = (typeof TRANSCRIPT_NOTES)[number];

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
  /** A person has mended what the engine heard: which correction it is, and of which version. */
  readonly correction?: { readonly id: string; readonly basis: string };
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
