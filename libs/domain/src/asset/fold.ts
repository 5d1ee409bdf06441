import type { Commit } from '@throughline/contracts';
import { evolve } from './evolve.js';
import { initialState, type AssetState } from './state.js';

/** A commit where it was recorded; what the event store gives fits. */
export interface RecordedCommit {
  readonly assetId: string;
  readonly commit: Pick<Commit, 'at' | 'events'>;
}

/** The state after one more commit. Its events share the commit's time. */
export const foldCommit = (state: AssetState, { assetId, commit }: RecordedCommit): AssetState =>
  commit.events.reduce<AssetState>((before, event) => evolve(before, event, { assetId, at: commit.at }), state);

/** The state after a history: the same whether folded at once, step by step, or on from a stored state. */
export const fold = (commits: readonly RecordedCommit[], from: AssetState = initialState): AssetState =>
  commits.reduce<AssetState>(foldCommit, from);
