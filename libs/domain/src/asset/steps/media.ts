import { isPresent, type Asset, type AssetState } from '../state.js';
import { resultOf, stepOf } from './steps.js';

/** Returns the number of pages of a document, or undefined before `check_text` has counted them. */
export function pagesOf(asset: Asset): number | undefined {
  const pages = resultOf(stepOf(asset, 'check_text'))?.['pages'];
  return typeof pages === 'number' && pages > 0 ? pages : undefined;
}

function findMeasured(state: AssetState): number | undefined {
  const source = isPresent(state) ? state.steps.find(({ kind }) => kind === 'source') : undefined;
  const seconds = resultOf(source)?.['duration_seconds'];
  return typeof seconds === 'number' ? seconds : undefined;
}

/** Returns the length of the media in seconds, or undefined before the source step has measured it. */
export function mediaSecondsOf(state: AssetState): number | undefined {
  const seconds = findMeasured(state);
  return seconds !== undefined && seconds > 0 ? seconds : undefined;
}

/** Returns the measured length in seconds, or else the one that the source names. 0: the recording is empty. */
export const knownSecondsOf = (asset: Asset): number | undefined => findMeasured(asset) ?? asset.namedSeconds;
