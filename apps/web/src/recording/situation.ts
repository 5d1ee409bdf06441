import type { Output, RunStep, Stage } from '@throughline/api-client';
import type { Tone } from '../components/StatusBadge/StatusBadge.js';
import type { IconName } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';
import { listOutsideWaits } from '../controls/queue.js';
import { findStepMark, STEP_LOOKS, type StepMark } from '../controls/step-look.js';
import { findOutput, getLiveFields, type StepContext } from '../api/live-fields.js';

const words = text.recording.pipeline;
const states = text.itemList.outputStates;

/** State of a step with words and icon, because colour alone is not accessible. */
export interface StepDisplay {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly says: string;
}

/** Tells whether the step is to make a transcript, now or later. */
export const isTranscriptComing = ({ step, status }: Pick<RunStep, 'step' | 'status'>): boolean =>
  step === 'TRANSCRIBE' && (status === 'PENDING' || status === 'IN_PROGRESS');

type StepFields = Pick<RunStep, 'step' | 'status' | 'skip_reason'>;

const OF_OUTPUT: Readonly<Record<Output['status'], Stage['status']>> = {
  PENDING: 'PENDING',
  UPLOADING: 'IN_PROGRESS',
  UPLOADED: 'COMPLETED',
  FAILED: 'FAILED',
  SKIPPED: 'SKIPPED',
};

const OUTPUT_NAMES: Readonly<Record<Stage['status'], string>> = {
  PENDING: states.pending,
  IN_PROGRESS: states.uploading,
  COMPLETED: states.uploaded,
  FAILED: states.failed,
  SKIPPED: states.skipped,
};

const MARK_NAMES: Readonly<Partial<Record<StepMark, string>>> = {
  UNCONFIRMED: text.flags.unconfirmed,
  STALLED: text.flags.stalled,
  WAITING: text.flags.waiting,
};

type StateNames = Readonly<Record<string, string>>;

function sayStatus({ status, skip_reason: reason }: StepFields, unconfirmed: boolean, names: StateNames): string {
  if (status === 'SKIPPED' && unconfirmed) return words.skippedUnsure;
  if (status === 'SKIPPED' && reason !== null) return words.skipped(words.skipReasons[reason] ?? reason);
  return names[status] ?? status;
}

const isUnconfirmed = (recording: StepContext, { step }: Pick<StepFields, 'step'>): boolean =>
  findOutput(recording, step)?.unconfirmed === true;

/** Returns the status of a step, or what a person has to know before it. */
export const getStepMark = (recording: StepContext, step: Pick<StepFields, 'step' | 'status'>): StepMark =>
  findStepMark({
    status: step.status,
    unconfirmed: isUnconfirmed(recording, step),
    stalled: getLiveFields(recording, step)?.stalled === true,
    waiting: listOutsideWaits(recording).some((each) => each.step === step.step),
  });

function getDisplay(recording: StepContext, step: StepFields, names: StateNames): StepDisplay {
  const mark = getStepMark(recording, step);
  const [tone, icon] = STEP_LOOKS[mark];
  return { tone, icon, says: MARK_NAMES[mark] ?? sayStatus(step, isUnconfirmed(recording, step), names) };
}

/** A delivery step without a follow-up: an output says the same of itself. */
const isDelivery = ({ step }: Pick<StepFields, 'step'>): boolean => step.startsWith('deliver:') && !step.includes('/');

export const getStepDisplay = (recording: StepContext, step: StepFields): StepDisplay =>
  getDisplay(recording, step, isDelivery(step) ? OUTPUT_NAMES : words.status);

/** Returns the state of an output. That of its delivery step is the same. */
export const getOutputDisplay = (recording: StepContext, { id, status, skip_reason }: Output): StepDisplay =>
  getDisplay(recording, { step: `deliver:${id}`, status: OF_OUTPUT[status], skip_reason }, OUTPUT_NAMES);
