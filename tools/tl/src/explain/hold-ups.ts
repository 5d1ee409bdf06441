import type { ExplainedStep } from '@throughline/api-client';
import type { ExplanationView } from '../client/explanation-views.js';

const DOUBTFUL: ReadonlySet<string> = new Set(['late', 'stalled']);
const WAITS: ReadonlySet<string> = new Set(['queued', 'retry', 'waiting']);

function reasonsOf({ code, message, lease, lane_service: lane }: ExplainedStep): readonly string[] {
  return [
    ...(code === 'retry' && message !== null ? [message] : []),
    ...(lease !== null && DOUBTFUL.has(lease.state) ? [lease.says] : []),
    ...(WAITS.has(code) && lane?.state === 'unserved' ? [lane.says] : []),
  ];
}

/** Lists reasons for the delay of an active run that the recording itself does not contain. */
export const listHoldUps = ({ steps }: ExplanationView): readonly (readonly [step: string, reason: string])[] =>
  steps.flatMap((step) => reasonsOf(step).map((reason) => [step.step, reason] as const));
