import type { LeaseExpiry, Leases } from '@throughline/messaging';
import type { AttemptAddress, Liveness } from '../recordings/stall-watch.js';

/** What the lease of a step at work says now. */
export interface LeaseFacts {
  readonly state: Liveness;
  readonly says: string;
  /** Who wrote it last. */
  readonly worker: string | null;
  /** By the broker's clock, as the age. */
  readonly heartbeat_at: string | null;
  readonly heartbeat_age_ms: number | null;
  readonly term_ms: number | null;
}

export interface LeaseQuestions {
  readonly leases: Pick<Leases, 'isExpired'>;
  /** Whether the log still has the attempt at work, asked anew. */
  readonly isRunning: (attempt: AttemptAddress) => Promise<boolean>;
}

/** Longer than a healthy broker ever takes; whoever asks why must not wait for a sick one. */
const ANSWER_WITHIN_MS = 3_000;

const nothingSeen = (says: string): LeaseFacts => ({
  state: 'unknown',
  says,
  worker: null,
  heartbeat_at: null,
  heartbeat_age_ms: null,
  term_ms: null,
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

function ofHolder(expiry: LeaseExpiry & { readonly seen: NonNullable<LeaseExpiry['seen']> }): LeaseFacts {
  const { lease, storedAt } = expiry.seen;
  const age = expiry.silentMs ?? null;
  const facts = { worker: lease.worker, heartbeat_at: storedAt, heartbeat_age_ms: age, term_ms: lease.termMs };
  const last = age === null ? '' : ` Its last heartbeat is ${seconds(age)} old.`;
  if (age !== null && age < lease.termMs) return { ...facts, state: 'alive', says: `${lease.worker} is alive.${last}` };
  return {
    ...facts,
    state: 'unknown',
    says: `${lease.worker} may be alive: this server's own line to the broker is new, and every worker gets a full term from then on.${last}`,
  };
}

async function readFacts(attempt: AttemptAddress, { leases, isRunning }: LeaseQuestions): Promise<LeaseFacts> {
  const expiry = await leases.isExpired(attempt.assetId, attempt.step);
  const { seen, expired } = expiry;
  if (seen === undefined || seen.lease.state === 'released')
    return nothingSeen('Nobody holds its lease: its worker has just ended or begun, or was lost at that moment.');
  if (seen.lease.attemptId !== attempt.attemptId)
    return nothingSeen('Its lease is that of another attempt: it is being taken over, or has just ended.');
  if (!expired) return ofHolder({ ...expiry, seen });
  // Asked after the probe: what ended meanwhile has not stalled.
  if (!(await isRunning(attempt))) return nothingSeen('It has ended while its lease was looked at.');
  const age = expiry.silentMs ?? seen.lease.termMs;
  return {
    state: 'stalled',
    says: `${seen.lease.worker} has died, sleeps or is cut off: its last heartbeat is ${seconds(age)} old, and it has to give one every ${seconds(seen.lease.termMs)}.`,
    worker: seen.lease.worker,
    heartbeat_at: seen.storedAt,
    heartbeat_age_ms: age,
    term_ms: seen.lease.termMs,
  };
}

/** Nothing is guessed: a broker that does not answer in time leaves it unknown. */
export const leaseFacts = async (attempt: AttemptAddress, questions: LeaseQuestions): Promise<LeaseFacts> =>
  (await within(ANSWER_WITHIN_MS, readFacts(attempt, questions))) ??
  nothingSeen('The broker did not answer in time, so it is not known whether its worker is alive.');
