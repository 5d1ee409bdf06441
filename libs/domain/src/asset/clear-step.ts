import type { StepFields } from './state.js';

// Each of these functions drops fields with one pattern, and copies nothing if there is nothing to drop: folding runs for every
// event of the log, and copies of steps would dominate its cost.
const dropSchedule = ({
  notBefore: _notBefore,
  startedAt: _startedAt,
  worker: _worker,
  endedAt: _endedAt,
  retryAt: _retryAt,
  ...step
}: StepFields): StepFields => step;
const dropError = ({ error: _error, notBefore: _notBefore, ...step }: StepFields): StepFields => step;
const dropWait = ({ waiting: _waiting, waitedSince: _waitedSince, ...step }: StepFields): StepFields => step;
const dropRetry = ({ retryAt: _retryAt, notBefore: _notBefore, ...step }: StepFields): StepFields => step;
const dropRequest = ({ again: _again, ...step }: StepFields): StepFields => step;

const isPlannedOrTried = ({ notBefore, startedAt, worker, endedAt, retryAt }: StepFields): boolean =>
  [notBefore, startedAt, worker, endedAt, retryAt].some((field) => field !== undefined);
export const clearSchedule = (step: StepFields): StepFields => (isPlannedOrTried(step) ? dropSchedule(step) : step);
export const clearError = (step: StepFields): StepFields =>
  (step.error ?? step.notBefore) === undefined ? step : dropError(step);
export const clearWait = (step: StepFields): StepFields =>
  (step.waiting ?? step.waitedSince) === undefined ? step : dropWait(step);
export const clearRetry = (step: StepFields): StepFields =>
  clearWait((step.retryAt ?? step.notBefore) === undefined ? step : dropRetry(step));
export const clearRequest = (step: StepFields): StepFields => (step.again === undefined ? step : dropRequest(step));
// These mostly have something to drop.
export const clearRetryBudget = ({ firstFailedAt: _firstFailedAt, ...step }: StepFields): StepFields => step;
export const clearWorker = ({ notBefore: _notBefore, startedAt: _startedAt, worker: _worker, ...step }: StepFields): StepFields =>
  step;
