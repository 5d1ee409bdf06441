import { TRANSCRIBE, type SessionStatus } from '@throughline/contracts';
import type { Asset, AttemptEnd } from '../asset/state.js';
import { isRunActive } from '../steps/run.js';
import { stepOf } from '../steps/steps.js';

/** Ends that nobody's work has come to: the attempt was taken back while it lay in a queue. */
const UNTOUCHED: ReadonlySet<AttemptEnd> = new Set<AttemptEnd>(['withdrawn', 'cancelled']);

/** Somebody has had it in hand, be it to give it up at once: a session that has begun is never `pending` again (PRG-02). */
export const hasBegun = ({ steps }: Asset): boolean =>
  steps.some(({ attempts }) =>
    attempts.some(({ startedAt, end }) => startedAt !== undefined || (end !== undefined && !UNTOUCHED.has(end))),
  );

/**
 * `pending`, `processing`, `completed` or `failed` (PRG-01, PRG-02): a pure view of the same state that recordings have.
 * What was stopped before anybody began is `pending` still: nothing was processed, so nothing of it has failed.
 */
export function sessionStatusOf(asset: Asset): SessionStatus {
  const begun = hasBegun(asset);
  if (isRunActive(asset)) return begun ? 'processing' : 'pending';
  if (stepOf(asset, TRANSCRIBE)?.phase === 'completed') return 'completed';
  return begun ? 'failed' : 'pending';
}
