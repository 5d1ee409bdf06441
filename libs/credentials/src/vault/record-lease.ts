import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { kindOf } from '@throughline/contracts';
import type { RecordRevision, KeyValueStore } from '@throughline/messaging';

export interface LeaseTimes {
  /** Milliseconds without a change after which a lease has expired. */
  readonly termMs: number;
  readonly pollMs: number;
}

/**
 * Runs a task under a lease in a record, so that one process runs it at a time. Each waiting process measures the age of the
 * record itself, so clocks need not agree. The lease only avoids duplicate work; comparing revisions keeps the data correct.
 */
export async function runUnderLease<T>(
  { records, name }: { readonly records: KeyValueStore; readonly name: string },
  times: LeaseTimes,
  task: () => Promise<T>,
): Promise<T> {
  const mine = await acquire(records, name, times);
  try {
    return await task();
  } finally {
    // If the removal fails, the lease expires by itself.
    await records.remove(name, mine).catch(() => undefined);
  }
}

/** The current lease and the time when this process first saw it. */
interface ObservedLease {
  readonly revision: RecordRevision;
  readonly since: number;
}

const observeLease = (revision: RecordRevision | undefined, before: ObservedLease | undefined): ObservedLease | undefined => {
  if (revision === undefined) return undefined;
  return before?.revision === revision ? before : { revision, since: performance.now() };
};

async function acquire(records: KeyValueStore, name: string, { termMs, pollMs }: LeaseTimes): Promise<RecordRevision> {
  const me = randomUUID();
  for (let seen: ObservedLease | undefined; ;) {
    seen = observeLease((await records.read(name))?.revision, seen);
    const isFree = seen === undefined || performance.now() - seen.since >= termMs;
    const mine = isFree ? await claim(records, name, { me, expected: seen?.revision ?? 'absent' }) : undefined;
    if (mine !== undefined) return mine;
    await delay(pollMs);
  }
}

async function claim(
  records: KeyValueStore,
  name: string,
  { me, expected }: { me: string; expected: RecordRevision | 'absent' },
): Promise<RecordRevision | undefined> {
  try {
    return await records.write(name, me, expected);
  } catch (error) {
    if (kindOf(error) === 'record-conflict') return undefined;
    throw error;
  }
}
