import { TRANSCRIBE, outputOf } from '@throughline/contracts';
import { hasOnlyCopy, isHistoryOnly, type StoreFacts } from '../asset/history-only.js';
import { isPresent, type Asset, type AssetState, type StepState } from '../asset/state.js';
import { defaultRunConfig } from '../asset/config/defaults.js';
import type { LibraryConfig } from '../asset/config/library.js';
import { resolveNextRunConfig, type NextRunConfig } from '../asset/config/next-run.js';
import { lastRunConfig } from '../asset/config/previous-run.js';
import type { Command } from '../decide/command.js';
import { reject, type Decision, type Rejection } from '../decide/decision.js';
import { canChangeTexts } from '../asset/texts/text-rules.js';
import { nounOf } from '../asset/pipeline/noun.js';
import { isWork } from '../asset/steps/kinds.js';
import { decideAlone } from '../decide/decide.js';
import { followUpTarget } from '../decide/retry-follow-up.js';
import { currentTranscript } from '../asset/texts/current-transcript.js';

export const ACTIONS = [
  'run',
  'publish',
  'pause',
  'cancel',
  'reset',
  'replace_address',
  'replace_file',
  'unstick',
  'check',
  'skip',
  'skip_output',
  'settle',
  'redeliver',
  'update_texts',
  'retry',
  'correct',
  'set_language',
  'describe',
  'correct_fields',
  'accept',
  'reopen',
  'transfer',
  'delete',
  'restore',
  'erase',
] as const;
export type ActionName = (typeof ACTIONS)[number];

/** One action of an item, and the reason if it is not allowed (U2). */
export interface AllowedAction {
  readonly action: ActionName;
  /** The stage of a skip, the output of `skip_output`, `settle`, `redeliver` or `update_texts`, or the output and follow-up of a retry. */
  readonly target?: string;
  readonly allowed: boolean;
  readonly code?: string;
  readonly reason?: string;
  readonly tryInstead?: string;
}

/** Placeholder ids and times for questions: their decisions are never stored. */
const PROBE = { runId: '00000000-0000-4000-8000-000000000000', now: '1970-01-01T00:00:00.000Z', by: 'nobody' };
const ANOTHER_ADDRESS = 'https://example.org/';
const ANOTHER_SOURCE = { kind: 'url', settings: { origin: 'https://example.org' } } as const;
const ANOTHER_FILE = { kind: 'upload', key: 'another', size: 1, sha256: '0'.repeat(64), mediaType: 'video/mp4' } as const;
const ANOTHER_LIBRARY = 'another';
const LATER = '9999-12-31T00:00:00.000Z';

interface Question {
  readonly action: ActionName;
  readonly target?: string;
  readonly decision: () => Decision;
}

const ask = (state: AssetState, action: ActionName, command: Command, target?: string): Question => ({
  action,
  ...(target === undefined ? {} : { target }),
  decision: () => decideAlone(state, command),
});

const askAboutOutput = (state: Asset, { step, output }: StepState): readonly Question[] => {
  const name = output?.name ?? outputOf(step) ?? step;
  return [
    ask(state, 'skip_output', { type: 'SkipStage', ...PROBE, step }, name),
    ask(state, 'settle', { type: 'SettleDelivery', ...PROBE, step, delivered: true }, name),
    ask(state, 'redeliver', { type: 'Redeliver', ...PROBE, step }, name),
    // Other outputs do not have this action: the texts of their content cannot be changed.
    ...(output !== undefined && canChangeTexts(output.type)
      ? [ask(state, 'update_texts', { type: 'UpdateTexts', ...PROBE, step }, name)]
      : []),
  ];
};

function askAboutStep(state: Asset, one: StepState): readonly Question[] {
  const { step, kind } = one;
  if (kind === 'followUp') return [ask(state, 'retry', { type: 'RetryFollowUp', ...PROBE, step }, followUpTarget(one))];
  if (isWork(kind)) return [ask(state, 'skip', { type: 'SkipStage', ...PROBE, step }, step)];
  return kind === 'delivery' ? askAboutOutput(state, one) : [];
}

/** Asks for each stage whether it can be skipped, and for each output and follow-up what can be done with it. */
const askAboutSteps = (state: AssetState): readonly Question[] =>
  isPresent(state) ? state.steps.flatMap((one) => askAboutStep(state, one)) : [];

/** Asks about all outputs. Items without outputs do not have this action. */
const askAboutReview = (state: AssetState): readonly Question[] =>
  isPresent(state) && state.steps.some(({ kind }) => kind === 'delivery')
    ? [ask(state, 'publish', { type: 'Publish', ...PROBE })]
    : [];

/** Asks about a correction of the present transcript. Pipelines without transcription do not have this action. */
function askAboutCorrection(state: AssetState): readonly Question[] {
  if (!isPresent(state) || !state.steps.some(({ step }) => step === TRANSCRIBE)) return [];
  const basis = currentTranscript(state)?.version ?? '';
  const made = { correctionId: PROBE.runId, version: '', segments: 0, corrected: 0, artifacts: [] };
  return [ask(state, 'correct', { type: 'CorrectTranscript', ...PROBE, ...made, basis })];
}

/**
 * Asks with any language other than the present one. Only recordings have this action: documents and sessions set their
 * language elsewhere.
 */
const askAboutLanguage = (state: AssetState): readonly Question[] =>
  isPresent(state) && nounOf(state.pipeline) === 'recording'
    ? [ask(state, 'set_language', { type: 'ChangeLanguage', ...PROBE, language: state.language === 'auto' ? 'en' : 'auto' })]
    : [];

/** Asks with another title. Sessions have no texts that people change. */
const askAboutTexts = (state: AssetState): readonly Question[] =>
  isPresent(state) && state.pipeline !== 'session'
    ? [ask(state, 'describe', { type: 'DescribeAsset', ...PROBE, fields: ['title'], texts: { title: 'Another' } })]
    : [];

/** Asks with another sender. Only documents have these actions. */
const askAboutFields = (state: AssetState): readonly Question[] =>
  isPresent(state) && state.pipeline === 'document'
    ? [
        ask(state, 'correct_fields', { type: 'CorrectFields', ...PROBE, fields: ['sender'], values: { sender: 'Another' } }),
        ask(state, 'accept', { type: 'AcceptDocument', ...PROBE }),
        ask(state, 'reopen', { type: 'ReopenDocument', ...PROBE }),
      ]
    : [];

/** Asks with another address. Sessions, and items that wait for their source, do not have this action. */
const askAboutAddress = (state: AssetState): readonly Question[] =>
  isPresent(state) && state.source !== undefined && state.pipeline !== 'session'
    ? [ask(state, 'replace_address', { type: 'ReplaceAddress', ...PROBE, source: ANOTHER_SOURCE, sourceUrl: ANOTHER_ADDRESS })]
    : [];

/** Asks with a file of other content. Sessions, and items that wait for their source, do not have this action. */
const askAboutFile = (state: AssetState, stored: StoreFacts): readonly Question[] =>
  isPresent(state) && (state.source !== undefined || isHistoryOnly(state) || hasOnlyCopy(state)) && state.pipeline !== 'session'
    ? [ask(state, 'replace_file', { type: 'ReplaceFile', ...PROBE, ...stored, source: ANOTHER_FILE })]
    : [];

/** Returns the configuration of a run without overrides. Whether that run has anything to do depends on it. */
function configOf(state: AssetState, server: LibraryConfig | undefined): NextRunConfig {
  if (server !== undefined) return resolveNextRunConfig(state, server);
  const { config = defaultRunConfig, sources: configSources = {} } = lastRunConfig(state) ?? {};
  return { config, configSources };
}

function decideRun(state: AssetState, server: LibraryConfig | undefined): Decision {
  const resolved = configOf(state, server);
  const engines = server?.engines?.() ?? [];
  if (!('problems' in resolved)) return decideAlone(state, { type: 'StartRun', ...PROBE, ...resolved, engines });
  const problems = resolved.problems.map(({ path, message }) => `${path} ${message}`).join('; ');
  return reject('invalid-config', `The configuration is invalid: ${problems}.`, 'Send valid settings with the request.');
}

/** Returns true if a run with the configuration of the last one is possible, and has something to do. */
export function canRunAgain(state: AssetState): boolean {
  const decision = decideRun(state, undefined);
  return 'events' in decision && decision.events.length > 0;
}

/** Asks about a later time: a request that comes too early is refused with the time from which it is possible. */
const askAboutCheck = (state: AssetState): Question => ask(state, 'check', { type: 'CheckNow', ...PROBE, now: LATER });

const askAboutLife = (state: AssetState): readonly Question[] => [
  ask(state, 'delete', { type: 'DeleteAsset', ...PROBE, expiresAt: LATER }),
  ask(state, 'restore', { type: 'RestoreAsset', ...PROBE }),
  ask(state, 'erase', { type: 'EraseAsset', ...PROBE }),
];

const buildQuestions = (state: AssetState, server: LibraryConfig | undefined, stored: StoreFacts): readonly Question[] => [
  { action: 'run', decision: () => decideRun(state, server) },
  ...askAboutReview(state),
  ask(state, 'pause', { type: 'PauseRun', ...PROBE }),
  ask(state, 'cancel', { type: 'CancelRun', ...PROBE }),
  ask(state, 'reset', { type: 'ResetAsset', ...PROBE, ...stored }),
  ...askAboutAddress(state),
  ...askAboutFile(state, stored),
  ask(state, 'unstick', { type: 'UnstickRun', ...PROBE, then: 'retry' }),
  askAboutCheck(state),
  ...askAboutSteps(state),
  ...askAboutCorrection(state),
  ...askAboutLanguage(state),
  ...askAboutTexts(state),
  ...askAboutFields(state),
  ask(state, 'transfer', { type: 'TransferAsset', ...PROBE, library: ANOTHER_LIBRARY, outputs: [] }),
  ...askAboutLife(state),
];

const NOTHING_TO_DO: Rejection = {
  code: 'already-so',
  detail: 'Nothing would change: the item is already in this state.',
  tryInstead: 'No action is needed.',
};

const describeRefusal = ({ code, detail, tryInstead }: Rejection): Omit<AllowedAction, 'action' | 'target'> => ({
  allowed: false,
  code,
  reason: detail,
  ...(tryInstead === undefined ? {} : { tryInstead }),
});

function answer({ decision: decided, ...action }: Question): AllowedAction {
  const decision = decided();
  if ('rejected' in decision) return { ...action, ...describeRefusal(decision.rejected) };
  return decision.events.length > 0
    ? { ...action, allowed: true }
    : { ...action, ...describeRefusal(decision.satisfied ?? NOTHING_TO_DO) };
}

/**
 * Returns `decide`'s answer to each action (RUN-25, RUN-26, U2), so the page and the endpoints agree. An action that would
 * change nothing is not allowed here, but its endpoint answers with success.
 * A run is asked without overrides, with these settings of its library; without `server`, with the configuration of the last run.
 * `stored` has what the store says about files that decide.
 */
export const allowedActions = (state: AssetState, server?: LibraryConfig, stored: StoreFacts = {}): readonly AllowedAction[] =>
  buildQuestions(state, server, stored).map(answer);

/** Returns the actions that sessions share with other items. */
export const sharedActions = (state: AssetState): readonly AllowedAction[] =>
  [askAboutCheck(state), ...askAboutLife(state)].map(answer);
