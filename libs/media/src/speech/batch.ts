import { Type, type Static } from 'typebox';
import type { SpeechContext, SpeechInput } from './speech-input.js';
import type { Transcript } from '../transcript/transcript.js';

/** A job that an engine accepted, with its part of the recording. The job is enough to fetch the result. */
export const BatchJobSchema = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200 }),
  account: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  start: Type.Number({ minimum: 0 }),
  end: Type.Number({ minimum: 0 }),
});
export type BatchJob = Static<typeof BatchJobSchema>;

export interface BatchContext extends SpeechContext {
  /** Records the jobs that the engine accepted so far. Durable when it returns, so that no job is submitted twice. */
  readonly keep: (jobs: readonly BatchJob[]) => Promise<void>;
}

export interface SpeechBatch {
  readonly pollMs: number;
  /** Submits the parts that are not among `known` and returns all jobs of the recording; none if there is no speech. */
  submit(input: SpeechInput, submitted: readonly BatchJob[], context: BatchContext): Promise<readonly BatchJob[]>;
  /** Polls each job once. Returns `undefined` while a job is in progress; throws a permanent error if a job failed. */
  collect(input: SpeechInput, jobs: readonly BatchJob[], context: SpeechContext): Promise<Transcript | undefined>;
}
