import type { PartStore } from '../parts/part-store.js';

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
