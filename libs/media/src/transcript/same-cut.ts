import type { Transcript } from './transcript.js';

/** Another cut of the recording has other times. */
const SAME_CUT_SECONDS = 0.5;

type Length = Pick<Transcript, 'durationSeconds'>;

export const isSameCut = (one: Length, other: Length): boolean =>
  Math.abs(one.durationSeconds - other.durationSeconds) <= SAME_CUT_SECONDS;
