import type { PartStore } from '../parts/part-store.js';
import type { TranscriptSoFar } from './heard-so-far.js';

export interface SpeechInput {
  readonly audioPath: string;
  readonly durationSeconds: number;
  /** `auto` or BCP 47. Choose the engine with `chooseSpeechEngine` first: an engine rejects unsupported languages. */
  readonly language: string;
  /** Names and terms that occur in the speech, most important first. An engine that takes none says so in its notes. */
  readonly vocabulary?: readonly string[] | undefined;
}

export interface SpeechContext {
  readonly signal?: AbortSignal | undefined;
  /** Receives the seconds of audio that are done. Never decreases; ends with the whole duration. */
  readonly onProgress?: ((processedSeconds: number) => void) | undefined;
  /** Receives the transcript so far whenever it grows. Not called by engines that answer for the whole recording at once. */
  readonly onHeard?: ((soFar: TranscriptSoFar) => void) | undefined;
  /** Stores finished parts of a long recording. Without it, a failure loses them. */
  readonly parts?: PartStore | undefined;
}
