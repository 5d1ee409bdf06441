import type { PartStore } from '../parts/part-store.js';
import type { SpeechBatch } from './batch.js';
import type { Transcript } from './transcript.js';

export interface SpeechInput {
  /** Any audio or video file that ffmpeg reads. */
  readonly audioPath: string;
  readonly durationSeconds: number;
  /** `auto` or BCP 47. Choose the engine with `chooseSpeechEngine` first: an engine refuses what it does not know. */
  readonly language: string;
}

export interface SpeechContext {
  readonly signal?: AbortSignal | undefined;
  /** Seconds of audio done; never backwards, at the end the whole duration. */
  readonly onProgress?: ((processedSeconds: number) => void) | undefined;
  /** Keeps what is finished of a long recording; left out, a failure loses it. */
  readonly parts?: PartStore | undefined;
}

export interface SpeechEngine {
  readonly id: string;
  /** Primary language subtags, `en` for `en-GB` too; the one that is meant where nobody says it first. */
  readonly languages: readonly string[];
  /** Hears by itself which language is spoken. Left out: it takes the first of its languages for granted. */
  readonly detectsLanguage?: boolean;
  /** Takes recordings over to work on them when it suits, and is asked now and then. */
  readonly batch?: SpeechBatch;
  transcribe(input: SpeechInput, context?: SpeechContext): Promise<Transcript>;
}
