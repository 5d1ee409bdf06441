import { isPresent, type AssetState } from '../asset/state.js';
import type { Command } from './command.js';
import { isImporting } from '../asset/imported.js';
import { pauseOf } from '../asset/steps/run.js';

/** A timer of the item as a whole. The ingest service handles it, whatever the steps do. */
export interface AssetTimer {
  readonly purpose: 'pause' | 'retention';
  /** ISO 8601, UTC. */
  readonly dueAt: string;
}

/** Returns the timers of the item as a whole. Its steps' waits are in their attempts. */
export function assetTimers(state: AssetState): readonly AssetTimer[] {
  if (!isPresent(state)) return [];
  const until = isImporting(state) ? undefined : pauseOf(state)?.until;
  const { expiresAt, expiredAt } = state;
  return [
    ...(until === undefined ? [] : [{ purpose: 'pause', dueAt: until } as const]),
    ...(expiresAt === undefined || expiredAt !== undefined ? [] : [{ purpose: 'retention', dueAt: expiresAt } as const]),
  ];
}

/** Returns the commands that are due after a poke. The decider checks the time again. */
export const dueCommands = (state: AssetState, at: { readonly now: string; readonly by: string }): readonly Command[] =>
  assetTimers(state)
    .filter(({ dueAt }) => Date.parse(dueAt) <= Date.parse(at.now))
    .map(({ purpose }) => (purpose === 'pause' ? { type: 'ResumeRun', ...at } : { type: 'ExpireAsset', now: at.now }));
