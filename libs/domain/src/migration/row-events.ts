import { attemptIdFor, type AssetEvent, type DocumentStepStatus, type OutputConfig } from '@throughline/contracts';
import type { Asset, StepState } from '../asset/state.js';
import { newEvent } from '../decide/event.js';
import { errorOf, isOpen } from '../asset/steps/steps.js';

/** The code of a failure that only the log of an older system tells of. Its text is the row's message. */
export const FAILED_ELSEWHERE = 'failed-elsewhere';
/** Characters of the reason of a failure. */
const LONGEST_REASON = 2_000;
/** The older system did not tell why it skipped a step. */
const SKIPPED_ELSEWHERE = 'not_applicable';

interface StepRow {
  readonly asset: Asset;
  readonly step: StepState;
  /** The process that the older system names, or the system itself. */
  readonly worker: string;
  readonly text: string;
  /** The time of the next row that tries the step again. */
  readonly retryAt: string | undefined;
}

interface Attempt {
  readonly attemptId: string;
  /** Empty if the attempt has already been scheduled. */
  readonly scheduled: readonly AssetEvent[];
}

/** Returns the open attempt, or schedules another one. */
function attemptOf({ asset, step }: StepRow): Attempt {
  const newest = step.attempts.at(-1);
  if (isOpen(step) && newest !== undefined) return { attemptId: newest.attemptId, scheduled: [] };
  const attempt = (newest?.number ?? 0) + 1;
  const attemptId = attemptIdFor({ assetId: asset.assetId, runId: asset.run?.runId ?? '', step: step.step, attempt });
  return { attemptId, scheduled: [newEvent('StepScheduled', { step: step.step, attempt, attemptId })] };
}

const start = (row: StepRow): readonly AssetEvent[] => {
  const { attemptId, scheduled } = attemptOf(row);
  return [...scheduled, newEvent('StepStarted', { step: row.step.step, attemptId, worker: row.worker })];
};

const complete = (row: StepRow): readonly AssetEvent[] => {
  const { attemptId, scheduled } = attemptOf(row);
  const data = { step: row.step.step, attemptId, result: {}, artifacts: [], metrics: {} };
  return [...scheduled, newEvent('StepCompleted', data)];
};

/** Returns the beginning of a long text. The whole text is in the entry of the log. */
const shorten = (text: string): string =>
  text.length <= LONGEST_REASON ? text : `${text.slice(0, LONGEST_REASON).replace(/[\uD800-\uDBFF]$/, '')} …`;

const fail = (row: StepRow): readonly AssetEvent[] => {
  const { attemptId, scheduled } = attemptOf(row);
  const { retryAt } = row;
  const data = {
    step: row.step.step,
    attemptId,
    error: { code: FAILED_ELSEWHERE, retryable: retryAt !== undefined },
    progress: 0,
    ...(retryAt === undefined ? {} : { retryAt }),
  };
  return [...scheduled, newEvent('StepFailed', data, { message: shorten(row.text) })];
};

const skip = ({ step }: StepRow): readonly AssetEvent[] => {
  const attemptId = isOpen(step) ? step.attempts.at(-1)?.attemptId : undefined;
  const data = { step: step.step, reason: SKIPPED_ELSEWHERE, ...(attemptId === undefined ? {} : { attemptId }) } as const;
  return [newEvent('StepSkipped', data)];
};

/** Each entry returns the events of a step that gets the status. The step has it already if there are none. */
const EVENTS: Readonly<Record<DocumentStepStatus, (row: StepRow) => readonly AssetEvent[]>> = {
  // The entry itself puts the step back.
  pending: () => [],
  in_progress: (row) => (row.step.phase === 'running' ? [] : start(row)),
  success: (row) => (row.step.phase === 'completed' ? [] : complete(row)),
  failure: fail,
  skipped: (row) => (row.step.phase === 'skipped' ? [] : skip(row)),
};

export const stepEvents = (status: DocumentStepStatus, row: StepRow): readonly AssetEvent[] => EVENTS[status](row);

/** Returns true if the step must wait again before it can get the status: another attempt begins without an earlier result. */
export function isReset(status: DocumentStepStatus, step: StepState): boolean {
  if (status === 'pending') return step.phase !== 'pending' || errorOf(step) !== undefined;
  return (step.phase === 'completed' && status !== 'success') || (step.phase === 'skipped' && status !== 'skipped');
}

/** The output of an older system. It has no destination here, and nothing is sent to it. */
export const oldOutput = (name: string): OutputConfig => ({ name, type: 'history', settings: {} });
