import type { SpeechBatch } from './batch.js';
import type { SpeechContext, SpeechInput } from './speech-input.js';
import type { Transcript } from '../transcript/transcript.js';

export interface SpeechEngine {
  readonly id: string;
  /** Primary language subtags, `en` for `en-GB` too. The first one is the default. */
  readonly languages: readonly string[];
  /** The engine detects the spoken language. Otherwise it assumes the first of its languages. */
  readonly detectsLanguage?: boolean;
  /** The engine assumes no language, so it does not transcribe recordings with the language `auto`. */
  readonly needsLanguage?: boolean;
  readonly batch?: SpeechBatch;
  transcribe(input: SpeechInput, context?: SpeechContext): Promise<Transcript>;
}
