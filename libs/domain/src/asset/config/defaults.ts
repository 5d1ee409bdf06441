import { SOFT_LIMIT_MS, type RunConfig } from '@throughline/contracts';

/**
 * The waits between checks of a missing dependency; the last value repeats. Each check adds commits to the log, so a long wait is
 * checked only four times an hour. Milliseconds.
 */
export const DEFAULT_WAITS_MS: readonly number[] = [5_000, 15_000, 60_000, 300_000, 900_000];

/** The defaults for settings that no layer sets (CFG-15, FLR-09, TRM-07). */
export const defaultRunConfig: RunConfig = {
  trimming: { enable_trimming: true, silence_threshold: -40 },
  transcription: { enable_transcription: true, enable_topics: true, enable_subtitles: true, allow_errors: false },
  outputs: [],
  retry: {
    max_attempts: 3,
    backoff_ms: [2_000, 10_000, 60_000],
    max_crashes: 5,
    wait_ms: [...DEFAULT_WAITS_MS],
    budget_ms: 7 * 24 * 3_600_000,
  },
  limits: { step_timeout_ms: SOFT_LIMIT_MS, timeout_media_factor: 10, no_progress_ms: 900_000 },
  simulation: {},
};
