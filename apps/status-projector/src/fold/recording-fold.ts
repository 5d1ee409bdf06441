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
  withoutKeys,
  type Personal,
} from '@throughline/domain';
import { UnstorableError } from '../rows/storable.js';
import type { Fold, Folded } from './fold.js';
import { standingsOf, summaryOf } from './recording-summary.js';
import { stepRow } from './step-row.js';

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

/** The product's own fold: the domain's, and nothing beside it but that keys stay in the log. */
export const recordingFold: Fold = {
  version: FOLD_VERSION,
  initial: folded(initialState, initialPersonal),
  apply: (before, event, recorded) =>
    folded(evolve(stateOf(before), event, recorded), withoutKeys(foldPersonal(personalOf(before), event))),
  standings: (before, after) => standingsOf(stateOf(before), after.map(stateOf), assetOf(after.at(-1) ?? before)),
  summary: (value) => summaryOf(assetOf(value), personalOf(value)),
  steps(value) {
    const state = stateOf(value);
    return isPresent(state) ? state.steps.map((step) => stepRow(state, personalOf(value), step)) : [];
  },
  auditLine(before, event, after) {
    const { step, message } = auditLine(stateOf(before), event, stateOf(after));
    return { step, message };
  },
};
