import type { Asset } from '../asset/state.js';
import { fatalStep, isRunActive, pauseOf } from '../steps/run.js';
import { isOpen } from '../steps/steps.js';

/** The bytes are on their way: what takes them registers them by itself. */
const isArriving = ({ base, deletedAt, erasedAt }: Asset): boolean =>
  base === 'PENDING_SOURCE' && deletedAt === undefined && erasedAt === undefined;

const isPausedForGood = (asset: Asset): boolean => {
  const pause = pauseOf(asset);
  return pause !== undefined && pause.until === undefined && fatalStep(asset) === undefined;
};

/** Nothing more happens to the item until a person does something; retention aside. */
export const isTerminal = (asset: Asset): boolean =>
  !isArriving(asset) && !asset.steps.some(isOpen) && (!isRunActive(asset) || isPausedForGood(asset));
