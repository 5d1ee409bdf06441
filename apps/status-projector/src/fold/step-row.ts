import type { PlanStep } from '@throughline/contracts';
import {
  documentRows,
  errorOf,
  findFirstStart,
  isFinished,
  isImporting,
  isRunActive,
  laneOf,
  resultOf,
  retryAtOf,
  scheduledAtOf,
  skipReasonOf,
  waitOf,
  type Asset,
  type PersonalData,
  type StepState,
} from '@throughline/domain';
import type { StepRow } from './fold.js';

const orNull = <T>(value: T | undefined): T | null => value ?? null;

const failureColumns = (step: StepState, personal: PersonalData): Pick<StepRow, 'failed_at' | 'error_code' | 'error_message'> => {
  const error = errorOf(step);
  return error === undefined
    ? { failed_at: null, error_code: null, error_message: null }
    : { failed_at: error.at, error_code: error.code, error_message: orNull(personal.steps?.[step.step]?.message) };
};

const waitColumns = (asset: Asset, step: StepState): Pick<StepRow, 'waiting_for' | 'waiting_since'> => {
  // This runs for every step of every folded state and few steps wait, so the run is checked only for those.
  const found = waitOf(step);
  const waiting = found !== undefined && isRunActive(asset) ? found : undefined;
  return { waiting_for: orNull(waiting?.for), waiting_since: orNull(waiting?.since) };
};

type DocumentColumns = Pick<StepRow, 'document_status' | 'document_queue_status' | 'added_at' | 'changed_at'>;
const OF_NO_DOCUMENT: DocumentColumns = {
  document_status: null,
  document_queue_status: null,
  added_at: null,
  changed_at: null,
};

/** A step that is no longer part of its run has no document status. */
function documentOf(asset: Asset, step: StepState): DocumentColumns {
  if (asset.pipeline !== 'document') return OF_NO_DOCUMENT;
  const rows = documentRows(asset).filter(({ of }) => of === step);
  return {
    document_status: orNull(rows.find(({ isQueue }) => !isQueue)?.status),
    document_queue_status: orNull(rows.find(({ isQueue }) => isQueue)?.status),
    added_at: orNull(step.addedAt),
    changed_at: step.changedAt,
  };
}

/** No worker of this system has the steps of an import, so neither the sweep nor the places in a queue count them. */
const workOf = (asset: Asset, planned: PlanStep | undefined): Pick<StepRow, 'service' | 'lane'> =>
  planned === undefined || isImporting(asset)
    ? { service: null, lane: null }
    : { service: planned.service, lane: laneOf(asset, planned) };

export function buildStepRow(asset: Asset, personal: PersonalData, step: StepState): StepRow {
  const planned = asset.run?.plan.steps.find((each) => each.step === step.step);
  const attempt = step.attempts.at(-1);
  return {
    step: step.step,
    kind: step.kind,
    ...workOf(asset, planned),
    status: step.phase,
    attempt: attempt?.number ?? 0,
    attempt_id: orNull(attempt?.attemptId),
    scheduled_at: orNull(scheduledAtOf(step)),
    not_before: step.phase === 'scheduled' ? orNull(step.notBefore) : null,
    started_at: orNull(findFirstStart(step)),
    completed_at: isFinished(step) ? step.endedAt : null,
    ...failureColumns(step, personal),
    skip_reason: orNull(skipReasonOf(step)),
    result: orNull(resultOf(step)),
    ...waitColumns(asset, step),
    retry_at: retryAtOf(step),
    ...documentOf(asset, step),
  };
}
