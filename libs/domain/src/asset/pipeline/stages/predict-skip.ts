import { DOWNLOAD, TRANSCRIBE, type JsonObject, type SkipReason } from '@throughline/contracts';
import type { Asset } from '../../state.js';
import { resultOf, skipReasonOf, stepOf } from '../../steps/steps.js';
import { correctionOf } from '../../texts/current-transcript.js';
import type { SkipPredictor } from './definition.js';

export const findResult = (asset: Asset, name: string): JsonObject => resultOf(stepOf(asset, name)) ?? {};

export const findSkipReason = (asset: Asset, name: string): SkipReason | undefined => {
  const step = stepOf(asset, name);
  return step === undefined ? undefined : skipReasonOf(step);
};

/** The download detects a missing audio track, and so does trimming. */
export const skipWithoutSound: SkipPredictor = (asset) =>
  findResult(asset, DOWNLOAD)['has_audio'] === false || findSkipReason(asset, 'TRIM') === 'no_audio' ? 'no_audio' : undefined;

export const skipWithoutWords: SkipPredictor = (asset) =>
  findResult(asset, TRANSCRIBE)['words'] === 0 && correctionOf(asset) === undefined ? 'not_applicable' : undefined;
