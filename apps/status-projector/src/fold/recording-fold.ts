import type { Json, JsonObject } from '@throughline/contracts';
import {
  FOLD_VERSION,
  auditLine,
  evolve,
  foldPersonal,
  initialPersonal,
  initialState,
  isPresent,
  type Asset,
  type AssetState,
  redactSourceUrl,
  type PersonalData,
} from '@throughline/domain';
import { UnstorableError } from './storable.js';
import type { Fold, FoldedAsset } from './fold.js';
import { listRecordedStatuses, buildSummary } from './recording-summary.js';
import { buildStepRow } from './step-row.js';

// The domain guarantees that state and personal data are plain JSON and survive a JSON round trip.
const stateOf = (folded: FoldedAsset): AssetState => folded.state as unknown as AssetState;
const personalOf = (folded: FoldedAsset): PersonalData => folded.personal;
const folded = (state: AssetState, personal: PersonalData): FoldedAsset => ({
  state: state as unknown as Json,
  personal: personal as JsonObject,
});

const assetOf = (value: FoldedAsset): Asset => {
  const state = stateOf(value);
  if (!isPresent(state)) throw new UnstorableError('A commit of an asset that was never registered');
  return state;
};

/** The fold of the domain. Access keys in source URLs stay in the log and never reach a row. */
export const recordingFold: Fold = {
  version: FOLD_VERSION,
  initial: folded(initialState, initialPersonal),
  apply(before, event, recorded) {
    const state = evolve(stateOf(before), event, recorded);
    const source = isPresent(state) ? state.source : undefined;
    return folded(state, redactSourceUrl(foldPersonal(personalOf(before), event), source));
  },
  recordedStatuses: (before, after) => listRecordedStatuses(stateOf(before), after.map(stateOf), assetOf(after.at(-1) ?? before)),
  summary: (value) => buildSummary(assetOf(value), personalOf(value)),
  steps(value) {
    const state = stateOf(value);
    return isPresent(state) ? state.steps.map((step) => buildStepRow(state, personalOf(value), step)) : [];
  },
  auditLine(before, event, after) {
    const { step, message } = auditLine(stateOf(before), event, stateOf(after));
    return { step, message };
  },
};
