import type { DroppedText } from './dropped-text.js';

export interface TranscriptWord {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /**
   * From 0 to 1. With the note `confidence-calibrated`, the measured share of words that are right. Else the engine's own score,
   * of which only the order within one transcript has a meaning.
   */
  readonly confidence: number;
}

/** A word with the label of its speaker, if it is known. A transcript keeps the speakers with its segments. */
export interface SpokenWord extends TranscriptWord {
  readonly speaker?: string;
}

export interface TranscriptSegment {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly confidence: number;
  /** The id of one of the transcript's speakers. */
  readonly speaker?: string;
  /** A person wrote the text, so its confidence is not measured. */
  readonly corrected?: true;
  /** The words of the engine that the person replaced; absent if unknown, or if the engine now agrees with the person. */
  readonly heard?: string;
  /** A later transcription heard something else than before the correction: both changed, and the person's words are kept. */
  readonly conflict?: true;
}

/**
 * A stretch whose words a person removed. Does not store the words: outputs receive this file, and the words may be private.
 */
export interface RemovedPassage {
  readonly start: number;
  readonly end: number;
}

export const TRANSCRIPT_NOTES = [
  /** No language was requested, and the engine does not detect it: its first language is assumed. */
  'language-assumed',
  /** No language was requested; the engine detected it. */
  'language-detected',
  /** The engine gave all other languages together a higher probability than the detected one. */
  'language-doubtful',
  /** The engine supports only the assumed language, and its scores are far below those of speech in it. */
  'probably-another-language',
  /** The engine reports no word times: words are spread over their segments. */
  'word-times-estimated',
  /** The engine reports no confidence: all values are one half. */
  'confidence-unknown',
  /** The engine was calibrated on reference recordings: confidence is the share of words that are right. */
  'confidence-calibrated',
  /** The engine distinguished speakers in several parts of the recording: one person has another id in each part. */
  'speakers-by-part',
  /** The engine takes no prompt, so it did not get the vocabulary. */
  'vocabulary-unused',
  /** The engine got only the first terms of the vocabulary: its prompt is too short for all of them. */
  'vocabulary-shortened',
] as const;
export type TranscriptNote = (typeof TRANSCRIPT_NOTES)[number];

/** The channels of a stereo recording. */
export type Channel = 'left' | 'right';

export interface Speaker {
  /** `S1`, `S2` and so on, in the order of first appearance. */
  readonly id: string;
  /** Set by a person. */
  readonly name?: string;
  /** Set if the speaker was recognized by a channel of their own. */
  readonly channel?: Channel;
}

/** Stands for the confidence of a word whose engine reports none. */
export const unknownConfidence = 0.5;

/** `given` by a person or a default; `assumed` for an engine that does not detect languages. */
export const LANGUAGE_SOURCES = ['given', 'detected', 'assumed'] as const;
export type LanguageSource = (typeof LANGUAGE_SOURCES)[number];

export interface Transcript {
  readonly language: string;
  /** The probability of a detected language; absent if unknown. */
  readonly languageConfidence?: number;
  readonly engine: string;
  readonly model: string;
  readonly durationSeconds: number;
  readonly segments: readonly TranscriptSegment[];
  readonly words: readonly TranscriptWord[];
  /** Absent if speakers are not distinguished. */
  readonly speakers?: readonly Speaker[];
  readonly meanConfidence: number;
  readonly quality: 'draft' | 'normal';
  readonly notes: readonly TranscriptNote[];
  /** Stretches whose words were left out as invented by the engine, in order. Absent if there are none. */
  readonly dropped?: readonly DroppedText[];
  /** Passages that a person removed, in order. Later transcriptions leave them out too. Absent if there are none. */
  readonly removed?: readonly RemovedPassage[];
  /** Set if a person corrected the transcript: the id of the correction, and of the version that it corrects. */
  readonly correction?: { readonly id: string; readonly basis: string };
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** An engine that hears no speech returns no words. A person cannot remove the last passage. */
export const hasSpeech = ({ segments }: Pick<Transcript, 'segments'>): boolean => segments.length > 0;

/** Returns `undefined` if there is no speech, which has no language. */
export function languageSourceOf(transcript: Pick<Transcript, 'notes' | 'segments'>): LanguageSource | undefined {
  if (!hasSpeech(transcript)) return undefined;
  if (transcript.notes.includes('language-detected')) return 'detected';
  return transcript.notes.includes('language-assumed') ? 'assumed' : 'given';
}
