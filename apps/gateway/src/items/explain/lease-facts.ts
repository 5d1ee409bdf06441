import { describeUnconfirmedAttempt, judgeLiveness } from '@throughline/domain';
import type { Liveness, LivenessReason, StepExplanation } from '@throughline/domain';
import type { LeaseExpiry, Leases } from '@throughline/messaging';
import type { LiveProgress, AttemptAddress } from '../../workers/index.js';

export interface LeaseFacts {
  /** `late`: a heartbeat is overdue, but the term has not ended. */
  readonly state: Liveness | 'late';
  readonly says: string;
  readonly worker: string | null;
  /** By the broker's clock. */
  readonly heartbeat_at: string | null;
  readonly heartbeat_age_ms: number | null;
  readonly term_ms: number | null;
  readonly progress: number | null;
  /** Time at which this progress was first reported; null if this server has not seen it. */
  readonly progress_at: string | null;
}

export interface LeaseSources {
  readonly leases: Pick<Leases, 'isExpired'>;
  /** Returns true if the attempt is still running in the log, read again. */
  readonly isRunning: (attempt: AttemptAddress) => Promise<boolean>;
  readonly live: Pick<LiveProgress, 'movedAt'>;
}

/** Returns the step's text. It says that the step is running only within the term of its worker's last heartbeat. */
export function sayStarted(explanation: StepExplanation, lease: LeaseFacts | null): string {
  if (lease === null || lease.state === 'alive' || lease.state === 'late') return explanation.says;
  return describeUnconfirmedAttempt(explanation, lease.state === 'stalled');
}

/** Longer than a healthy broker needs. An explanation must not wait for a sick one. */
const ANSWER_WITHIN_MS = 3_000;

const unknownLease = (says: string): LeaseFacts => ({
  state: 'unknown',
  says,
  worker: null,
  heartbeat_at: null,
  heartbeat_age_ms: null,
  term_ms: null,
  progress: null,
  progress_at: null,
});

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const resolveWithin = <T>(ms: number, answer: Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, ms);
  });
  return Promise.race([answer.catch(() => undefined), late]).finally(() => {
    clearTimeout(timer);
  });
};

type SeenLease = NonNullable<LeaseExpiry['seen']>;
type HolderFacts = Omit<LeaseFacts, 'state' | 'says'>;

function factsOf({ lease, storedAt }: SeenLease, age: number | null, live: LeaseSources['live']): HolderFacts {
  return {
    worker: lease.worker,
    heartbeat_at: storedAt,
    heartbeat_age_ms: age,
    term_ms: lease.termMs,
    progress: lease.progress.fraction,
    progress_at: live.movedAt(lease) ?? null,
  };
}

const progressText = ({ progress, progress_at: since }: Pick<LeaseFacts, 'progress' | 'progress_at'>): string =>
  ` At ${String(Math.floor((progress ?? 0) * 100))} %${since === null ? '' : ` since ${since}`}.`;

const NOT_HELD: Readonly<Partial<Record<LivenessReason, string>>> = {
  'no-holder': 'No worker holds its lease: the worker has just started or ended, or was lost at that moment.',
  'other-attempt': 'Another attempt holds its lease: the step is being taken over, or has just ended.',
  ended: 'The attempt ended while its lease was read.',
};

function describeHolder(reason: LivenessReason, { worker, termMs }: SeenLease['lease'], facts: HolderFacts): string {
  const { heartbeat_age_ms: age } = facts;
  const since = seconds(age ?? termMs);
  switch (reason) {
    case 'heard':
      return `${worker} is alive: its last heartbeat is ${since} old.${progressText(facts)}`;
    case 'late':
      return `${worker} sent its last heartbeat ${since} ago, which is longer than usual. It counts as lost after ${seconds(termMs)}.${progressText(facts)}`;
    case 'expired':
      return `${worker} has died, is suspended or has lost its connection: its last heartbeat is ${since} old, but one is due every ${seconds(termMs)}.`;
    default: {
      const last = age === null ? '' : ` Its last heartbeat is ${since} old.`;
      return `${worker} may be alive: this server connected to the broker recently, and each worker gets a full term from then on.${last}`;
    }
  }
}

async function readFacts(attempt: AttemptAddress, { leases, isRunning, live }: LeaseSources): Promise<LeaseFacts> {
  const reading = await leases.isExpired(attempt.assetId, attempt.step);
  const { liveness, reason } = judgeLiveness(attempt.attemptId, reading, reading.expired && (await isRunning(attempt)));
  const { seen, silentMs } = reading;
  const notHeld = NOT_HELD[reason];
  if (seen === undefined || notHeld !== undefined) return unknownLease(notHeld ?? '');
  const facts = factsOf(seen, silentMs ?? null, live);
  return { ...facts, state: reason === 'late' ? 'late' : liveness, says: describeHolder(reason, seen.lease, facts) };
}

export const unansweredLease = unknownLease('The broker did not answer in time, so it is not known whether its worker is alive.');

/** Reports `unknown` if the broker does not answer in time. */
export const leaseFacts = async (attempt: AttemptAddress, questions: LeaseSources): Promise<LeaseFacts> =>
  (await resolveWithin(ANSWER_WITHIN_MS, readFacts(attempt, questions))) ?? unansweredLease;
