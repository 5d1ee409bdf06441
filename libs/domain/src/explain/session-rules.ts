import type { AssetState } from '../asset/state.js';
import { sessionFailureOf } from '../kinds/session/failure.js';
import type { SessionFacts } from '../status/session-rules.js';
import type { TracedRule } from './rule-trace.js';

export const sessionWords: Readonly<Record<keyof SessionFacts, string>> = {
  runActive: 'the run is active',
  begun: 'a worker has started',
  transcribed: 'the transcript is complete',
};

/** The rules of a session's `failed`, which follows from its status (PRG-09). A spec checks them against it. */
export const sessionFailureRules: readonly (TracedRule<SessionFacts> & { readonly failed: boolean })[] = [
  {
    id: 'PRG-09',
    says: 'A worker had started, the run has ended, and there is no transcript.',
    looksAt: ['begun', 'runActive', 'transcribed'],
    when: ({ begun, runActive, transcribed }) => begun && !runActive && !transcribed,
    failed: true,
  },
  {
    id: 'PRG-01',
    says: 'The session waits, is in progress or is completed.',
    looksAt: [],
    when: () => true,
    failed: false,
  },
];

/** Returns the failure as one text, so that a second failure counts as a change. */
export function sessionFailureKey(state: AssetState): string | null {
  const failure = sessionFailureOf(state);
  return failure === undefined ? null : [failure.step, failure.code, failure.at].join(' ');
}
