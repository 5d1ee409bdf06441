import { explainedId, type ActionView, type ExplanationView, type StepView } from './views.js';

type Advise = (step: StepView, id: string) => string | undefined;

/** No command starts a service: where it runs, whoever runs it does. */
const bringBack = (service: string): string =>
  `Start or restart the ${service} service where it runs. Under npm start it should run already: tl doctor, on that machine, says what is wrong with it`;

const unserved: Advise = ({ lane_service: lane, service }) => (lane?.state === 'unserved' ? `${bringBack(service)}.` : undefined);

/** A lost worker is replaced by another, where there is another. */
const lost: Advise = (step, id) => {
  const { lease, lane_service: lane, service } = step;
  if (lease?.state !== 'stalled') return undefined;
  if (lane?.state === 'unserved') return `Nobody is there to take it over. ${bringBack(service)}; then it goes on by itself.`;
  const takeover =
    lane?.state === 'served' ? 'Another worker takes it over by itself' : 'Another worker takes it over, if there is one';
  return `${takeover}; to have that at once: tl unstick ${id} --step ${step.step}`;
};

/** What to do about a step, by where it stands. Nothing where it goes on by itself. */
const BY_CODE: Readonly<Record<string, Advise>> = {
  running: lost,
  queued: unserved,
  retry: unserved,
  waiting: unserved,
  due: (_, id) => `A sweep finds it within two minutes; if it does not: tl unstick ${id}`,
  unconfirmed: ({ step }, id) => {
    const output = step.replace(/^deliver:/, '');
    return `Look there, then: tl settle ${id} ${output} --delivered yes, or no to have it sent again`;
  },
};

const BY_RUN: Readonly<Record<string, string>> = {
  none: 'To start one',
  paused: 'To go on now',
  'rolled-back': 'Once the cause is mended, to try again',
  cancelled: 'To go on from here',
};

/** What to do about the run as a whole, where the server would do it. */
export function adviceOnRun(explanation: ExplanationView): string | undefined {
  const { run, steps, allowed_actions: actions } = explanation;
  if (!actions.some(({ action, allowed }) => action === 'run' && allowed)) return undefined;
  const hasFailed = run.code === 'ended' && steps.some(({ code }) => code === 'failed');
  const why = hasFailed ? 'To try again what has failed' : BY_RUN[run.code];
  return why === undefined ? undefined : `${why}: tl run ${explainedId(explanation)}`;
}

export const adviceOn = (step: StepView, id: string): string | undefined => BY_CODE[step.code]?.(step, id);

/** The command to type for an action. */
export function commandFor({ action, target }: ActionView, id: string): string {
  const of = target === null ? '' : ` ${target}`;
  if (action === 'correct') return `tl correct ${id} FILE`;
  return action === 'settle' ? `tl settle ${id}${of} --delivered yes|no` : `tl ${action} ${id}${of}`;
}
