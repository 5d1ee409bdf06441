import { WINDOWS_PER_SECOND, type ChannelLevels } from './levels.js';

/*
 * The measurement that tells two speakers with a channel each from other stereo sound. `docs/engines.md` describes it for
 * users. A recording from one microphone has equal levels in both channels, and a panned one is always louder on one side.
 */

/** Quieter windows are pauses. Relative to the loud windows of the recording, and to full scale. */
const AUDIBLE_BELOW_LOUD_DB = 25;
const LEAST_AUDIBLE_DB = -50;
const LOUD_QUANTILE = 0.95;
/** In a window of one speaker, the channel of the other is quieter by at least this. */
const APART_DB = 10;
/** People interrupt each other, so some windows have both speakers. */
const LEAST_APART = 0.7;
/** A channel with less speech holds noises, not a speaker. */
const LEAST_SHARE = 0.02;
const LEAST_SECONDS = 2;

function findAudibleLevel(louder: Int8Array): number {
  const sorted = louder.slice().sort();
  const loud = sorted[Math.floor((sorted.length - 1) * LOUD_QUANTILE)] ?? 0;
  return Math.max(LEAST_AUDIBLE_DB, loud - AUDIBLE_BELOW_LOUD_DB);
}

/** Returns true if each channel has a speaker of its own. */
export function hasSpeakerInEachChannel({ left, right }: ChannelLevels): boolean {
  const audible = findAudibleLevel(left.map((level, index) => Math.max(level, right[index] ?? level)));
  const counts = { audible: 0, left: 0, right: 0 };
  for (const [index, level] of left.entries()) {
    const other = right[index] ?? level;
    if (Math.max(level, other) < audible) continue;
    counts.audible += 1;
    if (Math.abs(level - other) >= APART_DB) counts[level > other ? 'left' : 'right'] += 1;
  }
  const least = Math.max(LEAST_SECONDS * WINDOWS_PER_SECOND, counts.audible * LEAST_SHARE);
  return counts.left + counts.right >= counts.audible * LEAST_APART && Math.min(counts.left, counts.right) >= least;
}
