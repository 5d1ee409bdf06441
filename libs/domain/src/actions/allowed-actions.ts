import { outputOf } from '@throughline/contracts';
import { isPresent, type AssetState } from '../asset/state.js';
import { defaultRunConfig } from '../config/defaults.js';
import type { ResolvedConfig } from '../config/layers.js';
import { configuredOf, nextRunConfig, type ServerConfig } from '../config/next-run.js';
import type { Command } from '../decide/command.js';
import { reject, type Decision, type Rejection } from '../decide/decision.js';
import { isWork } from '../steps/kinds.js';
import { decide } from '../decide/decide.js';
import { followUpTarget } from '../decide/retry-follow-up.js';
import { TRANSCRIBE } from '../steps/steps.js';
import { currentTranscript } from '../transcript/current-transcript.js';

/** What people can ask of an item. */
export const ACTIONS = [
  'run',
  'pause',
  'cancel',
  'reset',
  'unstick',
  'skip',
  'settle',
  'redeliver',
  'retry',
  'correct',
  'delete',
  'restore',
  'erase',
] as const;
export type ActionName = (typeof ACTIONS)[number];

/** What the item can be asked to do now, and why not (U2). */
export interface AllowedAction {
  readonly action: ActionName;
  /** The stage of a skip, the output of a settlement, output and follow-up of a retry. */
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
  readonly decision: () => Decision;
}

const ask = (state: AssetState, action: ActionName, command: Command, target?: string): Question => ({
  action,
  ...(target === undefined ? {} : { target }),
  decision: () => decide(state, command),
});

/** Each stage can be skipped, and each output settled; where it cannot be, the answer says why. */
const ofSteps = (state: AssetState): readonly Question[] =>
  (isPresent(state) ? state.steps : []).flatMap(({ step, kind, output }): Question[] => {
    if (kind === 'followUp') return [ask(state, 'retry', { type: 'RetryFollowUp', ...PROBE, step }, followUpTarget({ step }))];
    if (isWork(kind)) return [ask(state, 'skip', { type: 'SkipStage', ...PROBE, step }, step)];
    const name = output?.name ?? outputOf(step) ?? step;
    return kind === 'delivery'
      ? [
          ask(state, 'settle', { type: 'SettleDelivery', ...PROBE, step, delivered: true }, name),
          ask(state, 'redeliver', { type: 'Redeliver', ...PROBE, step }, name),
        ]
      : [];
  });

/** Of what there is, by whoever has read it just now. Nobody is asked for words where nothing is ever heard. */
function correction(state: AssetState): readonly Question[] {
  if (!isPresent(state) || !state.steps.some(({ step }) => step === TRANSCRIBE)) return [];
  const basis = currentTranscript(state)?.version ?? '';
  const made = { correctionId: PROBE.runId, version: '', segments: 0, corrected: 0, artifacts: [] };
  return [ask(state, 'correct', { type: 'CorrectTranscript', ...PROBE, ...made, basis })];
}

/** What a run would do that nobody has configured further. Whether it would have anything to do depends on that. */
function configOf(state: AssetState, server: ServerConfig | undefined): ResolvedConfig {
  if (server !== undefined) return nextRunConfig(state, server);
  const { config = defaultRunConfig, sources: configSources = {} } = configuredOf(state) ?? {};
  return { config, configSources };
}

function runOf(state: AssetState, server: ServerConfig | undefined): Decision {
  const resolved = configOf(state, server);
  const engines = server?.engines?.() ?? [];
  if (!('problems' in resolved)) return decide(state, { type: 'StartRun', ...PROBE, ...resolved, engines });
  const told = resolved.problems.map(({ path, message }) => `${path} ${message}`).join('; ');
  return reject('invalid-config', `The configuration cannot be used: ${told}.`, 'Say in the request what is to be done instead.');
}

/** What can be asked of an item of any pipeline, whatever its work is. */
const ofLife = (state: AssetState): readonly Question[] => [
  ask(state, 'delete', { type: 'DeleteAsset', ...PROBE, expiresAt: LATER }),
  ask(state, 'restore', { type: 'RestoreAsset', ...PROBE }),
  ask(state, 'erase', { type: 'EraseAsset', ...PROBE }),
];

const questions = (state: AssetState, server: ServerConfig | undefined): readonly Question[] => [
  { action: 'run', decision: () => runOf(state, server) },
  ask(state, 'pause', { type: 'PauseRun', ...PROBE }),
  ask(state, 'cancel', { type: 'CancelRun', ...PROBE }),
  ask(state, 'reset', { type: 'ResetAsset', ...PROBE }),
  ask(state, 'unstick', { type: 'UnstickRun', ...PROBE, then: 'retry' }),
  ...ofSteps(state),
  ...correction(state),
  ...ofLife(state),
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

function answer({ decision: decided, ...asked }: Question): AllowedAction {
  const decision = decided();
  if ('rejected' in decision) return { ...asked, ...refused(decision.rejected) };
  return decision.events.length > 0 ? { ...asked, allowed: true } : { ...asked, ...refused(decision.satisfied ?? NOTHING_TO_DO) };
}

/**
 * What `decide` would say to each action (RUN-25, RUN-26, U2): the same function that the endpoints enforce. What is so already is not allowed
 * here, as nothing would happen, and answered with success there.
 * A run is one without overrides, on this server; where no server is given, with the configuration of the last one.
 */
export const allowedActions = (state: AssetState, server?: ServerConfig): readonly AllowedAction[] =>
  questions(state, server).map(answer);

/** The same of deleting, restoring and erasing alone. */
export const lifeActions = (state: AssetState): readonly AllowedAction[] => ofLife(state).map(answer);
