import type { Asset } from './state.js';

/** Where an item starts and is put back to: an unmapped one waits until a person or a template says what to do (FLR-02, FLR-03, D7). */
export const restartBase = (asset: Pick<Asset, 'isMapped'>): 'INITIALIZED' | 'SKIPPED' =>
  asset.isMapped ? 'INITIALIZED' : 'SKIPPED';
