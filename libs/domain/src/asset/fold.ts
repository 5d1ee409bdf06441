import type { AssetEvent, Commit } from '@throughline/contracts';
import { evolve } from './evolve.js';
import { recordedAt } from './recorded-at.js';
import { initialState, type AssetState } from './state.js';

/** A commit with its asset. The event store's recorded commits have this shape. */
export interface RecordedCommit {
  readonly assetId: string;
  readonly commit: Pick<Commit, 'at' | 'origin' | 'events'>;
  /** The broker's time. Default: the time of the commit. */
  readonly storedAt?: string;
}

/** Applies one commit. All of its events have the commit's time. */
export function foldCommit(state: AssetState, recorded: RecordedCommit): AssetState {
  const at = recordedAt(recorded);
  return recorded.commit.events.reduce<AssetState>((before, event) => evolve(before, event, at), state);
}

/** Folds a history. Folding at once, step by step or from a stored state gives the same result. */
export const fold = (commits: readonly RecordedCommit[], from: AssetState = initialState): AssetState =>
  commits.reduce<AssetState>(foldCommit, from);

/** The fold accepts every event. An exception is a bug, which must stop one asset and no other. */
export class FoldFailedError extends Error {
  readonly kind = 'fold-failed';
  constructor(events: readonly AssetEvent[], options: { cause: unknown }) {
    // The message of the cause may quote personal data of the event, and operators see the reason.
    const what = options.cause instanceof Error ? options.cause.name : 'An error';
    super(`${what} while folding ${events.map(({ type, v }) => `${type} v${String(v)}`).join(', ')}`, options);
    this.name = 'FoldFailedError';
  }
}
