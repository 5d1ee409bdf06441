import type { Recording, RunStep } from '@throughline/api-client';
import { describeQueuePosition, listOutsideWaits } from '../../controls/queue.js';
import { listRunningSteps, stepName } from '../../controls/recording-state.js';
import { getLiveFields, type StepContext } from '../../api/live-fields.js';
import { describeShare } from '../../controls/step-share.js';
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

/** Says in one line what happens now. */
export function describeWork(recording: WorkFields): string {
  const running = findRunningStep(recording);
  if (running !== undefined) return describeRunning(recording, running);
  const [wait] = listOutsideWaits(recording);
  if (wait !== undefined) return text.recording.banner.waiting(stepName(wait.step));
  if (recording.on_pause) return text.recording.banner.paused;
  return describeQueuePosition(recording) ?? (recording.state === 'queued' ? text.itemList.states.queued : words.next);
}
