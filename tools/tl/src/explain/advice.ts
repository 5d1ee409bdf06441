import type { ExplainedStep } from '@throughline/api-client';
import { explainedItem, typed, type ExplainedItem, type ExplanationView } from '../client/explanation-views.js';

type AdviceRule = (step: ExplainedStep, item: ExplainedItem) => string | undefined;

const commandOf = ({ kind, id }: ExplainedItem, verb: string, ...rest: readonly string[]): string =>
  typed(kind, [verb, id, ...rest].join(' '));

/** Sessions have no commands that move a step. */
const isSession = ({ kind }: ExplainedItem): boolean => kind === 'session';
const outputNameOf = ({ step }: ExplainedStep): string => step.replace(/^deliver:/, '');

/** No `tl` command starts a service; its operator does. */
const restartAdvice = (service: string): string =>
  `Start or restart the ${service} service where it runs. npm start runs it automatically: on that machine, tl doctor reports what is wrong`;

const adviseOnUnservedLane: AdviceRule = ({ lane_service: lane, service }) =>
  lane?.state === 'unserved' ? `${restartAdvice(service)}.` : undefined;

/** The local engine for English needs no model. It never guesses the language. */
const adviseOnWait: AdviceRule = (step, item) => {
  if (step.for !== 'speech-model' || item.kind !== 'recording' || step.lane_service?.state === 'unserved')
    return adviseOnUnservedLane(step, item);
  return `If the speech is English and pocketsphinx is installed, for a draft now: ${commandOf(item, 'set-language', 'en')}`;
};

/** Another worker takes over a lost attempt, if there is one. */
const adviseOnLostWorker: AdviceRule = (step, item) => {
  const { lease, lane_service: lane, service } = step;
  if (lease?.state !== 'stalled') return undefined;
  if (lane?.state === 'unserved') return `No worker can take it over. ${restartAdvice(service)}; then it continues by itself.`;
  const takeover =
    lane?.state === 'served' ? 'Another worker takes it over automatically' : 'Another worker takes it over, if there is one';
  if (isSession(item)) return `${takeover}.`;
  return `${takeover}; to do that now: ${commandOf(item, 'unstick', '--step', step.step)}`;
};

/** Advice by the state of a step. Steps that continue by themselves need none. */
const BY_CODE: Readonly<Record<string, AdviceRule>> = {
  running: adviseOnLostWorker,
  queued: adviseOnUnservedLane,
  retry: adviseOnUnservedLane,
  waiting: adviseOnWait,
  due: (_, item) => `A sweep finds it within two minutes${isSession(item) ? '.' : `; if not: ${commandOf(item, 'unstick')}`}`,
  review: (step, item) => `To publish it: ${commandOf(item, 'publish', '--output', outputNameOf(step))}`,
  failed: (step, item) =>
    step.kind === 'followUp' && item.kind === 'recording'
      ? `To retry it alone: ${commandOf(item, 'retry', outputNameOf(step))}`
      : undefined,
  'other-language': (_, item) => (isSession(item) ? undefined : `To transcribe it again: ${commandOf(item, 'run')}`),
  unconfirmed: (step, item) =>
    `Check the destination, then: ${commandOf(item, 'settle', outputNameOf(step), '--delivered yes')}, or no to send it again`,
};

const BY_RUN: Readonly<Record<string, string>> = {
  none: 'To start one',
  paused: 'To resume now',
  'rolled-back': 'To try again after the cause is fixed',
  cancelled: 'To continue',
};

/** Advises to start a run, if the server allows that now. */
export function adviceOnRun(explanation: ExplanationView): string | undefined {
  const { run, steps, allowed_actions: actions } = explanation;
  if (!actions.some(({ action, allowed }) => action === 'run' && allowed)) return undefined;
  const hasFailed = run.code === 'ended' && steps.some(({ code }) => code === 'failed');
  const why = hasFailed ? 'To retry the failed steps' : BY_RUN[run.code];
  return why === undefined ? undefined : `${why}: ${commandOf(explainedItem(explanation), 'run')}`;
}

export const adviceOn = (step: ExplainedStep, item: ExplainedItem): string | undefined => BY_CODE[step.code]?.(step, item);
