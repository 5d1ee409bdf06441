import type { Item, LiveFields, Output, RunStep, Stage } from '@throughline/api-client';
import type { Tone } from '../components/StatusBadge/StatusBadge.js';
import type { IconName } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';
import { listOutsideWaits } from '../controls/queue.js';

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

const LOOK: Readonly<Record<Stage['status'], readonly [Tone, IconName]>> = {
  PENDING: ['calm', 'idle'],
  IN_PROGRESS: ['busy', 'moving'],
  COMPLETED: ['good', 'ready'],
  FAILED: ['bad', 'failed'],
  SKIPPED: ['calm', 'skipped'],
};

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

export type StepContext = Pick<Item, 'outputs' | 'waiting_for'> & {
  readonly processing_stages?: readonly Stage[];
};

const outputOf = ({ outputs }: StepContext, step: string): Output | undefined =>
  outputs.find(({ id }) => `deliver:${id}` === step);

/** Returns the live fields of a step. They are part of its stage or its output. */
export const getLiveFields = (recording: StepContext, { step }: Pick<StepFields, 'step'>): LiveFields | undefined =>
  recording.processing_stages?.find(({ stage_type }) => stage_type === step) ?? outputOf(recording, step);

function displayUnconfirmed(status: StepFields['status']): StepDisplay {
  if (status !== 'SKIPPED') return { tone: 'ask', icon: 'unconfirmed', says: text.flags.unconfirmed };
  const [tone, icon] = LOOK.SKIPPED;
  return { tone, icon, says: words.skippedUnsure };
}

type StateNames = Readonly<Record<string, string>>;

function getDisplay(recording: StepContext, { step, status, skip_reason }: StepFields, names: StateNames): StepDisplay {
  const [tone, icon] = LOOK[status];
  // The outcome of the delivery is unknown, so it is not shown as done.
  if (outputOf(recording, step)?.unconfirmed === true) return displayUnconfirmed(status);
  if (getLiveFields(recording, { step })?.stalled === true) return { tone: 'warn', icon: 'stalled', says: text.flags.stalled };
  if (listOutsideWaits(recording).some((each) => each.step === step))
    return { tone: 'warn', icon: 'waiting', says: text.flags.waiting };
  if (status === 'SKIPPED' && skip_reason !== null)
    return { tone, icon, says: words.skipped(words.skipReasons[skip_reason] ?? skip_reason) };
  return { tone, icon, says: names[status] ?? status };
}

export const getStepDisplay = (recording: StepContext, step: StepFields): StepDisplay =>
  getDisplay(recording, step, words.status);

/** Returns the state of an output. That of its delivery step has the same look. */
export const getOutputDisplay = (recording: StepContext, { id, status, skip_reason }: Output): StepDisplay =>
  getDisplay(recording, { step: `deliver:${id}`, status: OF_OUTPUT[status], skip_reason }, OUTPUT_NAMES);
