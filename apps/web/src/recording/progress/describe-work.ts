import type { Recording, RunStep } from '@throughline/api-client';
import { describeQueuePosition, listOutsideWaits } from '../../controls/queue.js';
import { listRunningSteps, stepName } from '../../controls/recording-state.js';
import { getLiveFields, type StepContext } from '../../api/live-fields.js';
import { describeShare } from '../../controls/step-share.js';
import { formatNumber } from '../../texts/numbers.js';
import { text } from '../../texts/text.js';

const words = text.recording.work;

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

/** Adds what is done with the units. Only these steps have units. */
const DONE: Readonly<Record<string, (share: string) => string>> = { TRANSCRIBE: words.transcribed, DOWNLOAD: words.downloaded };

function describeRunning(recording: WorkFields, running: RunStep): string {
  const { step } = running;
  const progress = getLiveFields(recording, running)?.progress ?? running.progress;
  const share = describeShare({ step, progress }, recording.source);
  return (share && DONE[step]?.(share)) ?? words.running(stepName(step));
}

/** Less is too little to measure a speed. Seconds. */
const MIN_MEASURED = 10;

/** Returns the seconds between the start of a step and its last progress. Undefined for an attempt that continues another one. */
function measureAttempt(recording: StepContext, step: RunStep): number | undefined {
  const at = findLastProgress(recording, step);
  if (step.attempt !== 1 || step.started_at === null || at === undefined) return undefined;
  const passed = (Date.parse(at) - Date.parse(step.started_at)) / 1_000;
  return passed < MIN_MEASURED ? undefined : passed;
}

/** Says how fast the recording is transcribed. Undefined for other steps, and while it is unknown. */
export function describeSpeed(recording: Pick<Recording, 'source'> & StepContext, step: RunStep): string | undefined {
  const passed = measureAttempt(recording, step);
  const { duration_seconds: seconds } = recording.source;
  if (step.step !== 'TRANSCRIBE' || passed === undefined || seconds === null) return undefined;
  const done = (getLiveFields(recording, step)?.progress ?? 0) * seconds;
  return done === 0
    ? undefined
    : words.speed(formatNumber(done / passed, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
}

/** Says in one line what happens now. */
export function describeWork(recording: WorkFields): string {
  const running = findRunningStep(recording);
  if (running !== undefined) return describeRunning(recording, running);
  const [wait] = listOutsideWaits(recording);
  if (wait !== undefined) return text.recording.banner.waiting(stepName(wait.step));
  if (recording.on_pause) return text.recording.banner.paused;
  return describeQueuePosition(recording) ?? (recording.state === 'queued' ? text.itemList.states.queued : words.next);
}
