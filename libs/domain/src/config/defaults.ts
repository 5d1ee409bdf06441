import { SOFT_LIMIT_MS, type RunConfig } from '@throughline/contracts';

/** What applies where no layer says otherwise (CFG-15, FLR-09, TRM-07). */
export const defaultRunConfig: RunConfig = {
  trimming: { enable_trimming: true, silence_threshold: -40 },
  transcription: { enable_transcription: true, enable_topics: true, enable_subtitles: true, allow_errors: false },
  outputs: [],
  retry: {
    max_attempts: 3,
    backoff_ms: [2_000, 10_000, 60_000],
    max_crashes: 5,
    // Each look is some commits: what has waited for long is looked at four times an hour.
    wait_ms: [5_000, 15_000, 60_000, 300_000, 900_000],
    budget_ms: 7 * 24 * 3_600_000,
  },
  limits: { step_timeout_ms: SOFT_LIMIT_MS, timeout_media_factor: 10, no_progress_ms: 900_000 },
  simulation: {},
};
