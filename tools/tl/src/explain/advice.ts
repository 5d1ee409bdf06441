import type { ActionView, ExplanationView, StepView } from './views.js';

type Advise = (step: StepView, id: string) => string | undefined;

const unserved: Advise = ({ lane_service: lane, service }) =>
  lane?.state === 'unserved' ? `Start the ${service} service: nobody else does this. tl workers shows who is there.` : undefined;

/** What to do about a step, by where it stands. Nothing where it goes on by itself. */
const BY_CODE: Readonly<Record<string, Advise>> = {
  running: ({ lease, step }, id) =>
    lease?.state === 'stalled'
      ? `Another worker takes it over by itself; to have that at once: tl unstick ${id} --step ${step}`
      : undefined,
  queued: unserved,
  retry: unserved,
  waiting: unserved,
  due: (_, id) => `A sweep finds it within two minutes; if it does not: tl unstick ${id}`,
};

const BY_RUN: Readonly<Record<string, string>> = {
  none: 'To start one',
  paused: 'To go on now',
  'rolled-back': 'Once the cause is mended, to try again',
  cancelled: 'To go on from here',
};

/** What to do about the run as a whole, where the server would do it. */
export function adviceOnRun({ run, steps, allowed_actions: actions, recording_id: id }: ExplanationView): string | undefined {
  if (!actions.some(({ action, allowed }) => action === 'run' && allowed)) return undefined;
  const hasFailed = run.code === 'ended' && steps.some(({ code }) => code === 'failed');
  const why = hasFailed ? 'To try again what has failed' : BY_RUN[run.code];
  return why === undefined ? undefined : `${why}: tl run ${id}`;
}

export const adviceOn = (step: StepView, id: string): string | undefined => BY_CODE[step.code]?.(step, id);

/** The command to type for an action. */
export function commandFor({ action, target }: ActionView, id: string): string {
  const of = target === null ? '' : ` ${target}`;
  return action === 'settle' ? `tl settle ${id}${of} --delivered yes|no` : `tl ${action} ${id}${of}`;
}
