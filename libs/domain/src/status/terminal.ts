import type { Asset } from '../asset/state.js';
import { fatalStep, isRunActive, pauseOf } from '../asset/steps/run.js';
import { isOpen } from '../asset/steps/steps.js';

/** Returns true while an upload is in progress: the service that receives it registers the source by itself. */
const isArriving = ({ base, deletedAt, erasedAt }: Asset): boolean =>
  base === 'PENDING_SOURCE' && deletedAt === undefined && erasedAt === undefined;

const isPausedForGood = (asset: Asset): boolean => {
  const pause = pauseOf(asset);
  return pause !== undefined && pause.until === undefined && fatalStep(asset) === undefined;
};

/** Returns true if nothing happens until a person acts, except for the retention date. */
export const isTerminal = (asset: Asset): boolean =>
  !isArriving(asset) && !asset.steps.some(isOpen) && (!isRunActive(asset) || isPausedForGood(asset));
