import type { AssetEventOf } from '@throughline/contracts';
import type { Asset } from './state.js';

/** The newest one stands for all before it, whose names are in the history. */
export const evolveTranscriptCorrected = (
  asset: Asset,
  data: AssetEventOf<'TranscriptCorrected'>['data'],
  at: string,
): Asset => ({ ...asset, correction: { ...data, number: (asset.correction?.number ?? 0) + 1, at } });
