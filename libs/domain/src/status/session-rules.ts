import { TRANSCRIBE, type SessionStatus } from '@throughline/contracts';
import type { AttemptEnd } from '../asset/attempt-record.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { isRunActive } from '../asset/steps/run.js';
import { stepOf } from '../asset/steps/steps.js';

/** The facts behind a session's status. */
export type SessionFacts = {
  readonly runActive: boolean;
  /** True if a worker has ever handled it. */
  readonly begun: boolean;
  readonly transcribed: boolean;
};

/** One rule of a session's status, with the id of its requirement. */
export interface SessionRule {
  readonly id: string;
  readonly says: string;
  readonly looksAt: readonly (keyof SessionFacts)[];
  readonly when: (facts: SessionFacts) => boolean;
  readonly status: SessionStatus;
}

/** Outcomes of attempts that were withdrawn from the queue before any worker handled them. */
const UNTOUCHED: ReadonlySet<AttemptEnd> = new Set<AttemptEnd>(['withdrawn', 'cancelled']);

/**
 * Returns true if a worker has handled the session, even if only to give it up. Such a session is never `pending` again
 * (PRG-02).
 */
const hasBegun = ({ steps }: Asset): boolean =>
  steps.some(({ attempts }) =>
    attempts.some(({ startedAt, end }) => startedAt !== undefined || (end !== undefined && !UNTOUCHED.has(end))),
  );

export const sessionFacts = (state: AssetState): SessionFacts =>
  isPresent(state)
    ? {
        runActive: isRunActive(state),
        begun: hasBegun(state),
        transcribed: stepOf(state, TRANSCRIBE)?.phase === 'completed',
      }
    : { runActive: false, begun: false, transcribed: false };

/** The rules of a session's status. The first rule that applies decides (PRG-01, PRG-02). */
export const sessionRules: readonly SessionRule[] = [
  {
    id: 'PRG-07',
    says: 'The run is active, and a worker has started.',
    looksAt: ['runActive', 'begun'],
    when: ({ runActive, begun }) => runActive && begun,
    status: 'processing',
  },
  {
    id: 'PRG-01',
    says: 'The run is active, and no worker has started.',
    looksAt: ['runActive'],
    when: ({ runActive }) => runActive,
    status: 'pending',
  },
  {
    id: 'PRG-08',
    says: 'The transcript is complete.',
    looksAt: ['transcribed'],
    when: ({ transcribed }) => transcribed,
    status: 'completed',
  },
  {
    id: 'PRG-09',
    says: 'A worker had started, the run has ended, and there is no transcript.',
    looksAt: ['begun'],
    when: ({ begun }) => begun,
    status: 'failed',
  },
  {
    id: 'PRG-02',
    says: 'No run is active, and no worker has started. Nothing was processed, so nothing has failed.',
    looksAt: [],
    when: () => true,
    status: 'pending',
  },
];
