import type { Recording, RunStep } from '@throughline/api-client';
import { describeQueuePosition, listOutsideWaits } from '../../controls/queue.js';
import { listRunningSteps, stepName } from '../../controls/recording-state.js';
import { getLiveFields, type StepContext } from '../situation.js';
import { text } from '../../texts/text.js';
import { size } from '../../texts/times.js';

const words = text.recording.work;

/** Below this, minutes would be too coarse. */
const SHORT_SECONDS = 120;

type WorkFields = Pick<
  Recording,
  'on_pause' | 'outputs' | 'processing_stages' | 'queue_length' | 'queue_position' | 'run' | 'source' | 'state' | 'waiting_for'
>;

/** Returns the step that is running, the one with the most recent start if there are several. */
export const findRunningStep = (recording: Pick<Recording, 'run'>): RunStep | undefined => listRunningSteps(recording).at(-1);

/** Returns the time of the last progress of a step. Undefined for a stalled one, about which a notice says more. */
export function findLastProgress(recording: StepContext, step: Pick<RunStep, 'step'>): string | undefined {
  const live = getLiveFields(recording, step);
  return live?.stalled === true ? undefined : (live?.progress_at ?? undefined);
}

/** Returns the share of the recording in minutes or seconds: `12 of about 30 min`. */
function describeShare(share: number, seconds: number): string {
  if (seconds < SHORT_SECONDS) return words.seconds(Math.floor(share * seconds), Math.round(seconds));
  return words.minutes(Math.floor((share * seconds) / 60), Math.round(seconds / 60));
}

/** Returns the done part of the step in units that people know, or its percentage. Undefined if nothing is known. */
export function describeDone(
  { step, progress }: Pick<RunStep, 'step' | 'progress'>,
  source: Recording['source'],
): string | undefined {
  if (progress === null) return undefined;
  const { duration_seconds: seconds, size: bytes } = source;
  if (step === 'TRANSCRIBE' && seconds != null) return words.transcribed(describeShare(progress, seconds));
  if (step === 'DOWNLOAD' && bytes !== null) return words.downloaded(size(progress * bytes), size(bytes));
  return undefined;
}

/** Says in one line what happens now. */
export function describeWork(recording: WorkFields): string {
  const running = findRunningStep(recording);
  if (running !== undefined) {
    const { step } = running;
    const progress = getLiveFields(recording, running)?.progress ?? running.progress;
    return describeDone({ step, progress }, recording.source) ?? words.running(stepName(step));
  }
  const [wait] = listOutsideWaits(recording);
  if (wait !== undefined) return text.recording.banner.waiting(stepName(wait.step));
  if (recording.on_pause) return text.recording.banner.paused;
  return describeQueuePosition(recording) ?? (recording.state === 'queued' ? text.itemList.states.queued : words.next);
}
