import type { Recording, RunStep } from '@throughline/api-client';
import { text } from '../texts/text.js';
import { size } from '../texts/times.js';

const words = text.recording.work;

/** Below this, minutes would be too coarse. */
const SHORT_SECONDS = 120;

/** Returns the share of the recording in minutes or seconds. */
function describeTime(share: number, seconds: number): string {
  if (seconds < SHORT_SECONDS) return words.seconds(Math.floor(share * seconds), Math.round(seconds));
  return words.minutes(Math.floor((share * seconds) / 60), Math.round(seconds / 60));
}

/** Returns the done part of a step in units that people know: `12 of about 30 min`. Undefined without a basis. */
export function describeShare(
  { step, progress }: Pick<RunStep, 'step' | 'progress'>,
  { duration_seconds: seconds, size: bytes }: Pick<Recording['source'], 'duration_seconds' | 'size'>,
): string | undefined {
  if (progress === null) return undefined;
  if (step === 'TRANSCRIBE' && seconds != null) return describeTime(progress, seconds);
  if (step === 'DOWNLOAD' && bytes !== null) return words.share(size(progress * bytes), size(bytes));
  return undefined;
}
