import { isPresent, type AssetState } from '../asset/state.js';
import type { Command } from '../decide/command.js';
import { pauseOf } from './run.js';

/** Something that an item as a whole waits for: looked after by the ingest service, whatever its steps do. */
export interface AssetTimer {
  readonly purpose: 'pause' | 'retention';
  /** ISO 8601, UTC. */
  readonly dueAt: string;
}

/** What is due later for the item as a whole; the waits of its steps stand in their attempts. */
export function assetTimers(state: AssetState): readonly AssetTimer[] {
  if (!isPresent(state)) return [];
  const until = pauseOf(state)?.until;
  const { expiresAt, expiredAt } = state;
  return [
    ...(until === undefined ? [] : [{ purpose: 'pause', dueAt: until } as const]),
    ...(expiresAt === undefined || expiredAt !== undefined ? [] : [{ purpose: 'retention', dueAt: expiresAt } as const]),
  ];
}

/** What has become due: whoever is poked sends these. The decider looks at the time once more. */
export const dueCommands = (state: AssetState, at: { readonly now: string; readonly by: string }): readonly Command[] =>
  assetTimers(state)
    .filter(({ dueAt }) => Date.parse(dueAt) <= Date.parse(at.now))
    .map(({ purpose }) => (purpose === 'pause' ? { type: 'ResumeRun', ...at } : { type: 'ExpireAsset', now: at.now }));
