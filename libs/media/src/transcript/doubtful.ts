import type { Transcript } from './transcript.js';

/** A passage is doubtful if its score is lower than the median of its transcript by this. */
const FAR_BELOW = 0.15;
/** With such a calibrated score, three of ten words are wrong. */
const LOW = 0.7;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = 0, high = low] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (low + high) / 2;
}

/** An engine without scores gives every word the same one. */
export const hasScores = ({ notes }: Pick<Transcript, 'notes'>): boolean => !notes.includes('confidence-unknown');

const isCalibrated = ({ notes }: Pick<Transcript, 'notes'>): boolean => notes.includes('confidence-calibrated');

/**
 * Returns the ids of the passages with a low calibrated score, or else with a score far below that of most passages: without a
 * calibration no fixed score means the same for two engines, but within one transcript the lowest ones show where to look first.
 */
export function findDoubtful(transcript: Pick<Transcript, 'segments' | 'notes'>): ReadonlySet<number> {
  if (!hasScores(transcript)) return new Set();
  const heard = transcript.segments.filter(({ corrected }) => corrected !== true);
  const limit = isCalibrated(transcript) ? LOW : median(heard.map(({ confidence }) => confidence)) - FAR_BELOW;
  return new Set(heard.filter(({ confidence }) => confidence <= limit).map(({ id }) => id));
}
