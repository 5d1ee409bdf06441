import type { Asset } from './state.js';

/**
 * Returns the base status of a new or reset item. An unmapped item waits until a person or a template configures it (FLR-02,
 * FLR-03, D7).
 */
export const initialBase = (asset: Pick<Asset, 'isMapped'>): 'INITIALIZED' | 'SKIPPED' =>
  asset.isMapped ? 'INITIALIZED' : 'SKIPPED';
