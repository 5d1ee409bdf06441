import type { RunConfig } from '@throughline/contracts';
import { isPresent, type AssetState } from '../asset/state.js';
import { defaultRunConfig } from '../config/defaults.js';
import type { Command } from '../decide/command.js';
import type { Rejection } from '../decide/decision.js';
import { decide } from '../decide/decide.js';
import { isUnconfirmed } from '../steps/steps.js';

/** What people can ask of an item. */
export const ACTIONS = ['run', 'pause', 'cancel', 'reset', 'unstick', 'skip', 'settle', 'delete', 'restore'] as const;
export type ActionName = (typeof ACTIONS)[number];

/** What the item can be asked to do now, and why not (U2). */
export interface AllowedAction {
  readonly action: ActionName;
  /** The stage of a skip, the output of a settlement. */
  readonly target?: string;
  readonly allowed: boolean;
  readonly code?: string;
  readonly reason?: string;
  readonly tryInstead?: string;
}

/** A run id and times that stand for any: the answers are thrown away. */
const PROBE = { runId: '00000000-0000-4000-8000-000000000000', now: '1970-01-01T00:00:00.000Z', by: 'nobody' };
const LATER = '9999-12-31T00:00:00.000Z';

interface Question {
  readonly action: ActionName;
  readonly target?: string;
  readonly command: Command;
}

const ofSteps = (state: AssetState): readonly Question[] =>
  (isPresent(state) ? state.steps : []).flatMap((each): Question[] => {
    const { step, kind, output } = each;
    if (kind === 'stage') return [{ action: 'skip', target: step, command: { type: 'SkipStage', ...PROBE, step } }];
    return isUnconfirmed(each)
      ? [{ action: 'settle', target: output?.name ?? step, command: { type: 'SettleDelivery', ...PROBE, step, delivered: true } }]
      : [];
  });

const questions = (state: AssetState, config: RunConfig): readonly Question[] => [
  { action: 'run', command: { type: 'StartRun', ...PROBE, config, configSources: {} } },
  { action: 'pause', command: { type: 'PauseRun', ...PROBE } },
  { action: 'cancel', command: { type: 'CancelRun', ...PROBE } },
  { action: 'reset', command: { type: 'ResetAsset', ...PROBE } },
  { action: 'unstick', command: { type: 'UnstickRun', ...PROBE, then: 'retry' } },
  ...ofSteps(state),
  { action: 'delete', command: { type: 'DeleteAsset', ...PROBE, expiresAt: LATER } },
  { action: 'restore', command: { type: 'RestoreAsset', ...PROBE } },
];

/** For what is so already without a word about it. */
const NOTHING_TO_DO: Rejection = {
  code: 'already-so',
  detail: 'It is so already; nothing would change.',
  tryInstead: 'Leave it as it is.',
};

const refused = ({ code, detail, tryInstead }: Rejection): Omit<AllowedAction, 'action' | 'target'> => ({
  allowed: false,
  code,
  reason: detail,
  ...(tryInstead === undefined ? {} : { tryInstead }),
});

function answer(state: AssetState, { action, target, command }: Question): AllowedAction {
  const asked = { action, ...(target === undefined ? {} : { target }) };
  const decision = decide(state, command);
  if ('rejected' in decision) return { ...asked, ...refused(decision.rejected) };
  return decision.events.length > 0 ? { ...asked, allowed: true } : { ...asked, ...refused(decision.satisfied ?? NOTHING_TO_DO) };
}

/**
 * What `decide` would say to each action (RUN-25, RUN-26, U2): the same function that the endpoints enforce. What is so already is not allowed
 * here, as nothing would happen, and answered with success there.
 * Whether a run would have anything to do depends on its configuration; where none is given, the last run's counts.
 */
export const allowedActions = (state: AssetState, config?: RunConfig): readonly AllowedAction[] =>
  questions(state, config ?? (isPresent(state) ? state.run?.config : undefined) ?? defaultRunConfig).map((question) =>
    answer(state, question),
  );
