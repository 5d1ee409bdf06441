import type { Transcript } from './transcript.js';

export interface SpeechInput {
  /** Any audio or video file that ffmpeg reads. */
  readonly audioPath: string;
  readonly durationSeconds: number;
  /** `auto` or BCP 47. Choose the engine with `chooseSpeechEngine` first: an engine refuses what it does not know. */
  readonly language: string;
}

export interface SpeechContext {
  readonly signal?: AbortSignal;
  /** Seconds of audio done; never backwards, at the end the whole duration. */
  readonly onProgress?: (processedSeconds: number) => void;
}

export interface SpeechEngine {
  readonly id: string;
  /** Primary language subtags, `en` for `en-GB` too. */
  readonly languages: readonly string[];
  transcribe(input: SpeechInput, context?: SpeechContext): Promise<Transcript>;
}
