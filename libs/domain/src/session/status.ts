import { TRANSCRIBE, type SessionStatus } from '@throughline/contracts';
import type { Asset } from '../asset/state.js';
import { isRunActive } from '../steps/run.js';
import { stepOf } from '../steps/steps.js';

/** Somebody has had it in hand: a session that has begun is never `pending` again (PRG-02). */
const hasBegun = ({ steps }: Asset): boolean =>
  steps.some(({ attempts }) => attempts.some(({ started, end }) => started === true || end !== undefined));

/** `pending`, `processing`, `completed` or `failed` (PRG-01, PRG-02): a pure view of the same state that recordings have. */
export function sessionStatusOf(asset: Asset): SessionStatus {
  if (isRunActive(asset)) return hasBegun(asset) ? 'processing' : 'pending';
  if (stepOf(asset, TRANSCRIBE)?.phase === 'completed') return 'completed';
  return asset.run === undefined ? 'pending' : 'failed';
}
