import type { MediaInfo } from '@throughline/media';

/** Seconds by which the ends of sound and picture of an intact file differ, and the same as a share of a long one. */
const [TOLERANCE_SECONDS, TOLERANCE_SHARE] = [2, 0.02] as const;

/** Tells whether the converted file ends before the length that the original states, because that is damaged or incomplete. */
export const breaksOff = (
  { statedSeconds: stated }: Pick<MediaInfo, 'statedSeconds'>,
  { durationSeconds: found }: Pick<MediaInfo, 'durationSeconds'>,
): boolean => stated !== undefined && found < stated - Math.max(TOLERANCE_SECONDS, stated * TOLERANCE_SHARE);
