import type { SessionStatus } from '@throughline/contracts';
import type { AssetState } from '../asset/state.js';
import { sessionFacts, sessionRules } from './session-rules.js';

/**
 * Returns `pending`, `processing`, `completed` or `failed` (PRG-01, PRG-02), a pure view of the same state as for recordings.
 */
export function sessionStatusOf(state: AssetState): SessionStatus {
  const facts = sessionFacts(state);
  return sessionRules.find(({ when }) => when(facts))?.status ?? 'pending';
}
