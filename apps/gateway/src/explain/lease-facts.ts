import type { LeaseExpiry, Leases } from '@throughline/messaging';
import type { LiveProgress } from '../recordings/live-progress.js';
import type { AttemptAddress, Liveness } from '../recordings/stall-watch.js';

/** What the lease of a step at work says now. */
export interface LeaseFacts {
  /** `late`: its heartbeats do not come as they should, and its term is not over. */
  readonly state: Liveness | 'late';
  readonly says: string;
  /** Who wrote it last. */
  readonly worker: string | null;
  /** By the broker's clock, as the age. */
  readonly heartbeat_at: string | null;
  readonly heartbeat_age_ms: number | null;
  readonly term_ms: number | null;
  /** Fraction of the work, as the last heartbeat told it. */
  readonly progress: number | null;
  /** When it was first told to be there; null where this server has not seen it. */
  readonly progress_at: string | null;
}

export interface LeaseQuestions {
  readonly leases: Pick<Leases, 'isExpired'>;
  /** Whether the log still has the attempt at work, asked anew. */
  readonly isRunning: (attempt: AttemptAddress) => Promise<boolean>;
  readonly live: Pick<LiveProgress, 'movedAt'>;
}

/** Longer than a healthy broker ever takes; whoever asks why must not wait for a sick one. */
const ANSWER_WITHIN_MS = 3_000;
/** A heartbeat is due three times within a term (`HeldLease`); one that is half of its period late is missed. */
const LATE_AFTER_TERMS = 1 / 2;

const nothingSeen = (says: string): LeaseFacts => ({
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

const within = <T>(ms: number, answer: Promise<T>): Promise<T | undefined> => {
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

type Seen = NonNullable<LeaseExpiry['seen']>;

function factsOf(
  { lease, storedAt }: Seen,
  age: number | null,
  live: LeaseQuestions['live'],
): Omit<LeaseFacts, 'state' | 'says'> {
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

function ofHolder(expiry: LeaseExpiry & { readonly seen: Seen }, live: LeaseQuestions['live']): LeaseFacts {
  const { lease } = expiry.seen;
  const { worker, termMs } = lease;
  const age = expiry.silentMs ?? null;
  const facts = factsOf(expiry.seen, age, live);
  const progress = progressText(facts);
  if (age === null || age >= termMs) {
    const last = age === null ? '' : ` Its last heartbeat is ${seconds(age)} old.`;
    return {
      ...facts,
      state: 'unknown',
      says: `${worker} may be alive: this server's own line to the broker is new, and every worker gets a full term from then on.${last}`,
    };
  }
  return age < termMs * LATE_AFTER_TERMS
    ? { ...facts, state: 'alive', says: `${worker} is alive: its last heartbeat is ${seconds(age)} old.${progress}` }
    : {
        ...facts,
        state: 'late',
        says: `${worker} was last heard ${seconds(age)} ago, which is longer than usual; it counts as lost after ${seconds(termMs)}.${progress}`,
      };
}

async function readFacts(attempt: AttemptAddress, { leases, isRunning, live }: LeaseQuestions): Promise<LeaseFacts> {
  const expiry = await leases.isExpired(attempt.assetId, attempt.step);
  const { seen, expired } = expiry;
  if (seen === undefined || seen.lease.state === 'released')
    return nothingSeen('Nobody holds its lease: its worker has just ended or begun, or was lost at that moment.');
  if (seen.lease.attemptId !== attempt.attemptId)
    return nothingSeen('Its lease is that of another attempt: it is being taken over, or has just ended.');
  if (!expired) return ofHolder({ ...expiry, seen }, live);
  // Asked after the probe: what ended meanwhile has not stalled.
  if (!(await isRunning(attempt))) return nothingSeen('It has ended while its lease was looked at.');
  const age = expiry.silentMs ?? seen.lease.termMs;
  return {
    state: 'stalled',
    says: `${seen.lease.worker} has died, sleeps or is cut off: its last heartbeat is ${seconds(age)} old, and it has to give one every ${seconds(seen.lease.termMs)}.`,
    ...factsOf(seen, age, live),
  };
}

/** Nothing is guessed: a broker that does not answer in time leaves it unknown. */
export const leaseFacts = async (attempt: AttemptAddress, questions: LeaseQuestions): Promise<LeaseFacts> =>
  (await within(ANSWER_WITHIN_MS, readFacts(attempt, questions))) ??
  nothingSeen('The broker did not answer in time, so it is not known whether its worker is alive.');
