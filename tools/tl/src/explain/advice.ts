import type { ActionView, StepView } from './views.js';

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
  paused: (_, id) => `To go on now: tl run ${id}`,
  due: (_, id) => `A sweep finds it within two minutes; if it does not: tl unstick ${id}`,
  failed: (_, id) => `To try again: tl run ${id}`,
  'rolled-back': (_, id) => `To try again: tl run ${id}`,
  cancelled: (_, id) => `To go on from here: tl run ${id}`,
};

export const adviceOn = (step: StepView, id: string): string | undefined => BY_CODE[step.code]?.(step, id);

/** The command to type for an action. */
export function commandFor({ action, target }: ActionView, id: string): string {
  const of = target === null ? '' : ` ${target}`;
  return action === 'settle' ? `tl settle ${id}${of} --delivered yes|no` : `tl ${action} ${id}${of}`;
}
