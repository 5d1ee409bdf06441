import type { Item, Moving, Output, RunStep, Stage } from '../api/answers.js';
import type { Tone } from '../controls/Badge.js';
import type { IconName } from '../controls/Icon.js';
import { text } from '../texts/text.js';

const words = text.recording.pipeline;

/** How a step is, for who looks: never by its colour alone. */
export interface Situation {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly says: string;
}

type Standing = Pick<RunStep, 'step' | 'status' | 'skip_reason'>;

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

export type Seen = Pick<Item, 'outputs' | 'waiting_for'> & {
  /** Of recordings. */
  readonly processing_stages?: readonly Stage[];
};

const outputOf = ({ outputs }: Seen, step: string): Output | undefined => outputs.find(({ id }) => `deliver:${id}` === step);

/** What moves of a step without a commit stands on its stage or output. */
export const movingOf = (recording: Seen, { step }: Pick<Standing, 'step'>): Moving | undefined =>
  recording.processing_stages?.find(({ stage_type }) => stage_type === step) ?? outputOf(recording, step);

export function situationOf(recording: Seen, { step, status, skip_reason }: Standing): Situation {
  const [tone, icon] = LOOK[status];
  // Sent, and nobody knows whether it has arrived: not done.
  if (outputOf(recording, step)?.unconfirmed === true) return { tone: 'warn', icon: 'stalled', says: text.flags.unconfirmed };
  if (movingOf(recording, { step })?.stalled === true) return { tone: 'warn', icon: 'stalled', says: text.flags.stalled };
  if (recording.waiting_for.some((each) => each.step === step))
    return { tone: 'warn', icon: 'waiting', says: text.flags.waiting };
  if (status === 'SKIPPED' && skip_reason !== null)
    return { tone, icon, says: words.skipped(words.skipReasons[skip_reason] ?? skip_reason) };
  return { tone, icon, says: words.status[status] ?? status };
}

/** A delivery is the step that delivers. */
export const situationOfOutput = (recording: Seen, { id, status, skip_reason }: Output): Situation =>
  situationOf(recording, { step: `deliver:${id}`, status: OF_OUTPUT[status], skip_reason });
