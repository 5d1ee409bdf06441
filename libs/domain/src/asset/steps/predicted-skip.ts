import type { SkipReason } from '@throughline/contracts';
import type { Asset } from '../state.js';
import type { SkipPredictor } from '../pipeline/stages/definition.js';
import { findResult, findSkipReason } from '../pipeline/stages/predict-skip.js';
import { stageOf } from '../pipeline/stages/registry.js';

const RECORD = 'create_file_record';
const skipLocked: SkipPredictor = (asset) => (findResult(asset, RECORD)['locked'] === true ? 'encrypted' : undefined);
/** Without an engine that converts the document to PDF there are no pages to read. */
const skipWithoutPages: SkipPredictor = (asset) =>
  findSkipReason(asset, 'check_text') === 'no_engine' ? 'no_engine' : undefined;
const skipProtected: SkipPredictor = (asset) => {
  const { encrypted, signed } = findResult(asset, RECORD);
  if (encrypted === true) return 'encrypted';
  return signed === true ? 'signed' : undefined;
};

const documentSteps: Readonly<Record<string, SkipPredictor>> = {
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
  asset.run?.config.simulation?.[step] === undefined ? (stageOf(step)?.predictSkip ?? documentSteps[step])?.(asset) : undefined;
