import { TRANSCRIBE, DOWNLOAD, type JsonObject, type SkipReason } from '@throughline/contracts';
import type { Asset } from '../asset/state.js';
import { correctionOf } from '../transcript/current-transcript.js';
import { resultOf, skipReasonOf, stepOf } from './steps.js';

type SkipPredictor = (asset: Asset) => SkipReason | undefined;

const found = (asset: Asset, name: string): JsonObject => resultOf(stepOf(asset, name)) ?? {};

const skipOf = (asset: Asset, name: string): SkipReason | undefined => {
  const step = stepOf(asset, name);
  return step === undefined ? undefined : skipReasonOf(step);
};

/** The download detects a missing audio track, and so does trimming. */
const skipWithoutSound: SkipPredictor = (asset) =>
  found(asset, DOWNLOAD)['has_audio'] === false || skipOf(asset, 'TRIM') === 'no_audio' ? 'no_audio' : undefined;

const skipWithoutWords: SkipPredictor = (asset) =>
  found(asset, TRANSCRIBE)['words'] === 0 && correctionOf(asset) === undefined ? 'not_applicable' : undefined;

const RECORD = 'create_file_record';
const skipLocked: SkipPredictor = (asset) => (found(asset, RECORD)['locked'] === true ? 'encrypted' : undefined);
/** Without an engine that converts the document to PDF there are no pages to read. */
const skipWithoutPages: SkipPredictor = (asset) => (skipOf(asset, 'check_text') === 'no_engine' ? 'no_engine' : undefined);
const skipProtected: SkipPredictor = (asset) => {
  const { encrypted, signed } = found(asset, RECORD);
  if (encrypted === true) return 'encrypted';
  return signed === true ? 'signed' : undefined;
};

const foreseers: Readonly<Record<string, SkipPredictor>> = {
  TRIM: skipWithoutSound,
  [TRANSCRIBE]: skipWithoutSound,
  EXTRACT_TOPICS: skipWithoutWords,
  GENERATE_SUBTITLES: skipWithoutWords,
  check_text: skipLocked,
  extract_text: (asset) => skipLocked(asset) ?? skipWithoutPages(asset),
  embed_metadata_into_pdf: skipProtected,
};

/**
 * Returns the reason why a step's worker would skip it, if earlier results already show it. Undefined if only the worker can
 * know.
 * A step with a simulation script is never skipped here.
 */
export const predictSkip = (asset: Asset, step: string): SkipReason | undefined =>
  asset.run?.config.simulation?.[step] === undefined ? foreseers[step]?.(asset) : undefined;
