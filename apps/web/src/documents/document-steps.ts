import type { Document, DocumentStep, DocumentStepStatus } from '@throughline/api-client';
import { percentOf } from '../components/ProgressBar/ProgressBar.js';
import type { StepMark } from '../controls/step-look.js';
import { text } from '../texts/text.js';
import { length } from '../texts/times.js';

const words = text.document.steps;

const MARKS: Readonly<Record<DocumentStepStatus, StepMark>> = {
  pending: 'PENDING',
  in_progress: 'IN_PROGRESS',
  success: 'COMPLETED',
  failure: 'FAILED',
  skipped: 'SKIPPED',
};

export const findMark = ({ status, waiting_for }: Pick<DocumentStep, 'status' | 'waiting_for'>): StepMark =>
  waiting_for === null ? MARKS[status] : 'WAITING';

/** Returns the name of a step such as `upload_to_archive` in words. */
export function documentStepName(step: string): string {
  if (step.startsWith('queue_')) return words.queue(step.slice('queue_'.length));
  if (step.startsWith('upload_to_')) return words.upload(step.slice('upload_to_'.length));
  return words.names[step] ?? step;
}

const states = text.itemList.outputStates;
/** A delivery says what its output says. */
const DELIVERY_NAMES: Readonly<Partial<Record<DocumentStepStatus, string>>> = {
  in_progress: states.uploading,
  success: states.uploaded,
};

export function describeStep({ step_name, status, skip_reason, waiting_for }: DocumentStep): string {
  if (waiting_for !== null) return words.waiting;
  if (skip_reason !== null) return words.skipped(words.skipReasons[skip_reason] ?? skip_reason);
  return (step_name.startsWith('upload_to_') ? DELIVERY_NAMES[status] : undefined) ?? words.status[status];
}

/** Returns how long the step took, in milliseconds. Undefined if it has not ended. */
export const getStepLength = ({ started_at, completed_at }: DocumentStep): number | undefined =>
  started_at === null || completed_at === null ? undefined : Date.parse(completed_at) - Date.parse(started_at);

const isOver = ({ status }: DocumentStep): boolean => status === 'success' || status === 'skipped';

/** The step that the line names: a failed one, else one that waits, else the running one. */
const findNotable = (steps: readonly DocumentStep[]): DocumentStep | undefined =>
  steps.find(({ status }) => status === 'failure') ??
  steps.find(({ waiting_for }) => waiting_for !== null) ??
  steps.find(({ status }) => status === 'in_progress');

/** Says in one line where the steps are: `Extract text: Running, 40 %`, `8 steps, 41 s`, `3 of 8 steps`. */
export function describeSteps({ steps }: Pick<Document, 'steps'>): string {
  const notable = findNotable(steps);
  if (notable !== undefined) {
    const { waiting_for, status, progress } = notable;
    const isMoving = status === 'in_progress' && waiting_for === null && progress !== null;
    const share = isMoving ? `, ${text.progress.percent(percentOf(progress))}` : '';
    return `${documentStepName(notable.step_name)}: ${describeStep(notable)}${share}`;
  }
  const main = steps.filter(({ group }) => group === 'main');
  const done = main.filter(isOver).length;
  if (done < main.length) return text.document.mainDone(done, main.length);
  const took = main.reduce((sum, step) => sum + (getStepLength(step) ?? 0), 0);
  return text.documentView.steps.took(main.length, length(took));
}
