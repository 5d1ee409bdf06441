import { Type, type Static } from 'typebox';
import type { SpeechContext, SpeechInput } from './speech-input.js';
import type { Transcript } from './transcript.js';

/** Work that an engine has taken over, and what of the recording it is about. Whoever knows it can ask for the result. */
export const BatchJobSchema = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200 }),
  /** Where jobs belong to an account. */
  account: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  start: Type.Number({ minimum: 0 }),
  end: Type.Number({ minimum: 0 }),
});
export type BatchJob = Static<typeof BatchJobSchema>;

export interface BatchContext extends SpeechContext {
  /** Makes known what the engine has taken over so far; durable before it returns, so that nobody hands it over again. */
  readonly keep: (jobs: readonly BatchJob[]) => Promise<void>;
}

export interface SpeechBatch {
  /** Wait at least so long between two questions. Milliseconds. */
  readonly pollMs: number;
  /** Hands over what is not among `known` yet, and gives all jobs of the recording; none where nobody speaks. */
  submit(input: SpeechInput, known: readonly BatchJob[], context: BatchContext): Promise<readonly BatchJob[]>;
  /** Asks once for each job; undefined as long as one of them is at work. A job that has failed is thrown, for good. */
  collect(input: SpeechInput, jobs: readonly BatchJob[], context: SpeechContext): Promise<Transcript | undefined>;
}
