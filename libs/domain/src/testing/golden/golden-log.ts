import { fold, type RecordedCommit } from '../../asset/fold.js';
import { FOLD_VERSION } from '../../asset/state.js';
import { decodeGoldenCommit, type GoldenLog } from '../../kinds/outcome/golden-log.js';
import { hashOf } from '../canonical.js';

/** Hashes of the states of all golden logs under one fold version. */
export interface GoldenFolds {
  readonly foldVersion: number;
  readonly states: Readonly<Record<string, string>>;
}

export const commitsOf = ({ assetId, log }: Pick<GoldenLog, 'assetId' | 'log'>): readonly RecordedCommit[] =>
  log.map((stored) => decodeGoldenCommit(assetId, stored));

export const foldsOf = (logs: ReadonlyMap<string, GoldenLog>): GoldenFolds => ({
  foldVersion: FOLD_VERSION,
  states: Object.fromEntries([...logs].map(([name, golden]) => [name, hashOf(fold(commitsOf(golden)))])),
});
