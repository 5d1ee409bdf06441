import type { RecordingStatus } from '@throughline/contracts';
import type { AssetState } from '../asset/state.js';
import { statusFacts, type StatusFacts } from './facts.js';
import { statusRules, type StatusRule } from './rules.js';

/** Returns the status and the rule that gave it. The last rule always applies. */
export function statusOf(facts: StatusFacts): { readonly rule: StatusRule; readonly status: RecordingStatus } | undefined {
  const rule = statusRules.find(({ when }) => when(facts));
  return rule === undefined ? undefined : { rule, status: rule.status(facts) };
}

/** Returns the recording's status: a pure function of its events, never stored as truth (AGG-01 to AGG-14). */
export const renderStatus = (state: AssetState): RecordingStatus => statusOf(statusFacts(state))?.status ?? 'PROCESSED';
