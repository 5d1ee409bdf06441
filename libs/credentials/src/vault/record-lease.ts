import { randomUUID } from 'node:crypto';
import { WaitingError, kindOf } from '@throughline/contracts';
import { systemClock, type Clock, type KeyValueStore, type RecordRevision } from '@throughline/messaging';

export interface LeaseTimes {
  /** Milliseconds without a change after which a lease has expired. */
  readonly termMs: number;
  readonly pollMs: number;
  readonly clock?: Clock;
}

interface LeaseRecord {
  readonly records: KeyValueStore;
  readonly name: string;
}

/** The right to do what only one process may do at a time. */
export interface HeldLease {
  /** Throws if another process may hold the lease meanwhile: this one was suspended, or could not reach the broker. */
  require(): void;
}

const RENEWALS_IN_A_TERM = 3;

export const pause = (clock: Clock, ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));

/**
 * Runs a task under a lease in a record, so that one process runs it at a time. The lease is renewed during the task, however
 * long it takes. Each waiting process measures the age of the record itself, so clocks need not agree. Comparing revisions keeps
 * the data correct even if a suspended process continues.
 */
export async function runUnderLease<T>(
  record: LeaseRecord,
  times: LeaseTimes,
  task: (lease: HeldLease) => Promise<T>,
): Promise<T> {
  const lease = await acquire(record, times);
  try {
    return await task(lease);
  } finally {
    await lease.release();
  }
}

interface LeaseClaim {
  /** The text of the record, which tells whether a conflict is with a renewal of our own. */
  readonly me: string;
  readonly revision: RecordRevision;
  /** The time before the record was written. Other processes see it later. */
  readonly at: number;
}

class RenewedLease implements HeldLease {
  readonly #clock: Clock;
  #claim: LeaseClaim;
  #isLost = false;
  #isReleased = false;
  #cancelTimer: () => void = () => undefined;
  #renewal: Promise<void> = Promise.resolve();

  constructor(
    private readonly record: LeaseRecord,
    private readonly times: LeaseTimes,
    claim: LeaseClaim,
  ) {
    this.#clock = times.clock ?? systemClock;
    this.#claim = claim;
    this.#schedule();
  }

  require(): void {
    if (this.#isLost || this.#clock.monotonic() - this.#claim.at >= this.times.termMs)
      throw new WaitingError('output-busy', 'Another process may refresh the credential: the work continues automatically');
  }

  /** If the removal fails, the lease expires by itself. */
  async release(): Promise<void> {
    this.#isReleased = true;
    this.#cancelTimer();
    await this.#renewal;
    const { records, name } = this.record;
    if (!this.#isLost) await records.remove(name, this.#claim.revision).catch(() => undefined);
  }

  #schedule(): void {
    this.#cancelTimer = this.#clock.after(this.times.termMs / RENEWALS_IN_A_TERM, () => {
      this.#renewal = this.#renew().then(() => {
        if (!this.#isLost && !this.#isReleased) this.#schedule();
      });
    });
  }

  async #renew(): Promise<void> {
    const { records, name } = this.record;
    const { me, revision } = this.#claim;
    const at = this.#clock.monotonic();
    try {
      this.#claim = { me, revision: await records.write(name, me, revision), at };
    } catch (error) {
      // After any other error the broker may be back before the lease expires.
      if (kindOf(error) === 'record-conflict') await this.#adopt();
    }
  }

  /** An earlier renewal may have been stored although its answer was lost. */
  async #adopt(): Promise<void> {
    const { records, name } = this.record;
    const { me, at } = this.#claim;
    const stored = await records.read(name).catch(() => 'unknown' as const);
    if (stored === 'unknown') return;
    if (stored?.text === me) this.#claim = { me, revision: stored.revision, at };
    else this.#isLost = true;
  }
}

/** The current lease and the time when this process first saw it. */
interface ObservedLease {
  readonly revision: RecordRevision;
  readonly since: number;
}

async function observe(
  { records, name }: LeaseRecord,
  clock: Clock,
  before: ObservedLease | undefined,
): Promise<ObservedLease | undefined> {
  const revision = (await records.read(name))?.revision;
  if (revision === undefined) return undefined;
  return before?.revision === revision ? before : { revision, since: clock.monotonic() };
}

async function acquire(record: LeaseRecord, times: LeaseTimes): Promise<RenewedLease> {
  const { termMs, pollMs, clock = systemClock } = times;
  const me = randomUUID();
  for (let seen: ObservedLease | undefined; ;) {
    seen = await observe(record, clock, seen);
    const at = clock.monotonic();
    const isFree = seen === undefined || at - seen.since >= termMs;
    const mine = isFree ? await claim(record, me, seen?.revision ?? 'absent') : undefined;
    if (mine !== undefined) return new RenewedLease(record, times, { me, revision: mine, at });
    await pause(clock, pollMs);
  }
}

async function claim(
  { records, name }: LeaseRecord,
  me: string,
  expected: RecordRevision | 'absent',
): Promise<RecordRevision | undefined> {
  try {
    return await records.write(name, me, expected);
  } catch (error) {
    if (kindOf(error) === 'record-conflict') return undefined;
    throw error;
  }
}
