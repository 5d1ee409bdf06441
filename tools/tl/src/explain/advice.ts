import type { AllowedAction, ExplainedStep } from '@throughline/api-types';
import { explainedId, type ExplanationView } from './views.js';

/** Returns advice on a step. `id` is undefined for a session, which has no commands. */
type AdviceRule = (step: ExplainedStep, id: string | undefined) => string | undefined;

/** No `tl` command starts a service; its operator does. */
const restartAdvice = (service: string): string =>
  `Start or restart the ${service} service where it runs. npm start runs it automatically: on that machine, tl doctor reports what is wrong`;

const adviseOnUnservedLane: AdviceRule = ({ lane_service: lane, service }) =>
  lane?.state === 'unserved' ? `${restartAdvice(service)}.` : undefined;

/** Another worker takes over a lost attempt, if there is one. */
const adviseOnLostWorker: AdviceRule = (step, id) => {
  const { lease, lane_service: lane, service } = step;
  if (lease?.state !== 'stalled') return undefined;
  if (lane?.state === 'unserved') return `No worker can take it over. ${restartAdvice(service)}; then it continues by itself.`;
  const takeover =
    lane?.state === 'served' ? 'Another worker takes it over automatically' : 'Another worker takes it over, if there is one';
  return id === undefined ? `${takeover}.` : `${takeover}; to do that now: tl unstick ${id} --step ${step.step}`;
};

/** Advice by the state of a step. Steps that continue by themselves need none. */
const BY_CODE: Readonly<Record<string, AdviceRule>> = {
  running: adviseOnLostWorker,
  queued: adviseOnUnservedLane,
  retry: adviseOnUnservedLane,
  waiting: adviseOnUnservedLane,
  due: (_, id) => `A sweep finds it within two minutes${id === undefined ? '.' : `; if not: tl unstick ${id}`}`,
  review: ({ step }, id = '') => `To publish it: tl publish ${id} --output ${step.replace(/^deliver:/, '')}`,
  'other-language': (_, id) => (id === undefined ? undefined : `To transcribe it again: tl run ${id}`),
  unconfirmed: ({ step }, id = '') => {
    const output = step.replace(/^deliver:/, '');
    return `Check the destination, then: tl settle ${id} ${output} --delivered yes, or no to send it again`;
  },
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
  return why === undefined ? undefined : `${why}: tl run ${explainedId(explanation)}`;
}

export const adviceOn = (step: ExplainedStep, id: string | undefined): string | undefined => BY_CODE[step.code]?.(step, id);

export function commandFor({ action, target }: AllowedAction, id: string): string {
  const of = target === null ? '' : ` ${target}`;
  if (action === 'correct') return `tl correct ${id} FILE`;
  if (action === 'describe') return `tl describe ${id} --title TEXT`;
  if (action === 'set_language') return `tl set-language ${id} TAG`;
  return action === 'settle' ? `tl settle ${id}${of} --delivered yes|no` : `tl ${action} ${id}${of}`;
}
