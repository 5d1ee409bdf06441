import type { RunConfig } from '@throughline/contracts';
import { isPresent, type AssetState } from '../asset/state.js';
import { defaultRunConfig } from '../config/defaults.js';
import type { Rejection } from '../decide/decision.js';
import { decide } from '../decide/decide.js';

/** What the item can be asked to do now, and why not (U2). */
export interface AllowedAction {
  readonly action: string;
  readonly allowed: boolean;
  readonly code?: string;
  readonly reason?: string;
  readonly tryInstead?: string;
}

/** A run id and a time that stand for any: the answer is thrown away. */
const PROBE = { runId: '00000000-0000-4000-8000-000000000000', now: '1970-01-01T00:00:00.000Z' };

const refused = (action: string, { code, detail, tryInstead }: Rejection): AllowedAction => ({
  action,
  allowed: false,
  code,
  reason: detail,
  ...(tryInstead === undefined ? {} : { tryInstead }),
});

function run(state: AssetState, config: RunConfig): AllowedAction {
  const decision = decide(state, { type: 'StartRun', ...PROBE, config, configSources: {} });
  if ('rejected' in decision) return refused('run', decision.rejected);
  return decision.satisfied === undefined ? { action: 'run', allowed: true } : refused('run', decision.satisfied);
}

/**
 * What `decide` would say to each action (RUN-26, U2): the same function that the endpoint enforces.
 * Whether a run would have anything to do depends on its configuration; where none is given, the last run's counts.
 */
export const allowedActions = (state: AssetState, config?: RunConfig): readonly AllowedAction[] => [
  run(state, config ?? (isPresent(state) ? state.run?.config : undefined) ?? defaultRunConfig),
];
