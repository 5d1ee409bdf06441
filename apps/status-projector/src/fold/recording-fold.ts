import type { Json, JsonObject } from '@throughline/contracts';
import {
  FOLD_VERSION,
  auditLine,
  evolve,
  foldPersonal,
  initialPersonal,
  initialState,
  isFailed,
  isPresent,
  isRunActive,
  renderStatus,
  type Asset,
  type AssetState,
  type Personal,
  type StepState,
} from '@throughline/domain';
import { UnstorableError } from '../rows/storable.js';
import type { Fold, Folded, Standing, StepRow } from './fold.js';

// The domain promises that both are plain JSON, and that what JSON gives back folds on alike.
const stateOf = (folded: Folded): AssetState => folded.state as unknown as AssetState;
const personalOf = (folded: Folded): Personal => folded.personal;
const folded = (state: AssetState, personal: Personal): Folded => ({
  state: state as unknown as Json,
  personal: personal as JsonObject,
});

const assetOf = (value: Folded): Asset => {
  const state = stateOf(value);
  if (!isPresent(state)) throw new UnstorableError('A commit of an asset that was never registered');
  return state;
};

const standingOf = (asset: Asset): Standing => ({
  owner: asset.owner,
  status: renderStatus(asset),
  failed: isFailed(asset),
});

/** What SQL says where the domain leaves out. */
const orNull = <T>(value: T | undefined): T | null => value ?? null;

const endedIn = (step: StepState, ...phases: readonly StepState['phase'][]): string | null =>
  phases.includes(step.phase) ? orNull(step.endedAt) : null;

const errorOf = (step: StepState, personal: Personal): Pick<StepRow, 'failed_at' | 'error_code' | 'error_message'> =>
  step.error === undefined
    ? { failed_at: null, error_code: null, error_message: null }
    : {
        failed_at: step.error.at,
        error_code: step.error.code,
        error_message: orNull(personal.steps?.[step.step]?.message),
      };

const stepRow = (asset: Asset, personal: Personal, step: StepState): StepRow => {
  const planned = asset.run?.plan.steps.find((each) => each.step === step.step);
  const attempt = step.attempts.at(-1);
  return {
    step: step.step,
    kind: step.kind,
    service: orNull(planned?.service),
    lane: orNull(planned?.lane),
    status: step.phase,
    attempt: attempt?.number ?? 0,
    attempt_id: orNull(attempt?.attemptId),
    scheduled_at: orNull(step.scheduledAt),
    not_before: orNull(step.notBefore),
    started_at: orNull(step.startedAt),
    completed_at: endedIn(step, 'completed', 'skipped'),
    ...errorOf(step, personal),
    skip_reason: orNull(step.skipReason),
    result: orNull(step.result),
  };
};

/** The product's own fold: the domain's, and nothing beside it. */
export const recordingFold: Fold = {
  version: FOLD_VERSION,
  initial: folded(initialState, initialPersonal),
  apply: (before, event, recorded) => folded(evolve(stateOf(before), event, recorded), foldPersonal(personalOf(before), event)),
  standing: (value) => standingOf(assetOf(value)),
  summary(value) {
    const asset = assetOf(value);
    return {
      ...standingOf(asset),
      pipeline: asset.pipeline,
      title: personalOf(value).title,
      isActive: isRunActive(asset),
      createdAt: asset.registeredAt,
      updatedAt: asset.updatedAt,
    };
  },
  steps(value) {
    const state = stateOf(value);
    return isPresent(state) ? state.steps.map((step) => stepRow(state, personalOf(value), step)) : [];
  },
  auditLine(before, event, after) {
    const { step, message } = auditLine(stateOf(before), event, stateOf(after));
    return { step, message };
  },
};
