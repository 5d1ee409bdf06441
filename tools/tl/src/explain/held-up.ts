import type { ExplanationView, StepView } from './views.js';

const DOUBTFUL: ReadonlySet<string> = new Set(['late', 'stalled']);
const WAITS: ReadonlySet<string> = new Set(['queued', 'retry', 'waiting']);

function reasonsOf({ code, message, lease, lane_service: lane }: StepView): readonly string[] {
  return [
    ...(code === 'retry' && message !== null ? [message] : []),
    ...(lease !== null && DOUBTFUL.has(lease.state) ? [lease.says] : []),
    ...(WAITS.has(code) && lane?.state === 'unserved' ? [lane.says] : []),
  ];
}

/** What holds up a run that is active, and a recording does not tell by itself. */
export const heldUp = ({ steps }: ExplanationView): readonly (readonly [step: string, reason: string])[] =>
  steps.flatMap((step) => reasonsOf(step).map((reason) => [step.step, reason] as const));
