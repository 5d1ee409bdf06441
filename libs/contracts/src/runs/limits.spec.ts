import { findRunConfigProblems, type RunConfig } from './config.js';
import { RUN_LIMITS } from './limits.js';

const config = (attempts: number): RunConfig => ({
  trimming: { enable_trimming: true, silence_threshold: RUN_LIMITS.silenceThreshold.min },
  transcription: { enable_transcription: true, enable_topics: true, enable_subtitles: true, allow_errors: false },
  outputs: [],
  retry: { max_attempts: attempts, backoff_ms: [RUN_LIMITS.backoffMs.max], max_crashes: RUN_LIMITS.maxCrashes.max },
});

describe('a stored run configuration', () => {
  it('may have more attempts than a request may ask for', () => {
    expect(RUN_LIMITS.maxAttempts.max).toBe(20);
    expect([20, 100].map((attempts) => findRunConfigProblems(config(attempts)))).toEqual([[], []]);
  });

  it('is refused with more than 100 attempts', () => {
    expect(findRunConfigProblems(config(101)).map(({ path }) => path)).toEqual(['retry.max_attempts']);
  });
});
