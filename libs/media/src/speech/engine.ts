import type { SpeechBatch } from './batch.js';
import type { SpeechContext, SpeechInput } from './speech-input.js';
import type { Transcript } from './transcript.js';

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
