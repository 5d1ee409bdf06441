import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { kindOf } from '@throughline/contracts';
import type { RecordRevision, Records } from '../records/records.js';

export interface LeaseTimes {
  /** A record that nobody has touched for so long is left by whoever wrote it. Milliseconds. */
  readonly termMs: number;
  readonly pollMs: number;
}

/**
 * One at a time among all processes, by a record. How long a record has stood is measured by whoever waits for it, so no two clocks
 * have to agree. It is for economy: what must not happen twice is kept away by comparing revisions.
 */
export async function underLease<T>(
  { records, name }: { readonly records: Records; readonly name: string },
  times: LeaseTimes,
  task: () => Promise<T>,
): Promise<T> {
  const mine = await acquire(records, name, times);
  try {
    return await task();
  } finally {
    // Left where it is, it ends by itself.
    await records.remove(name, mine).catch(() => undefined);
  }
}

/** What stands there, and since when it was seen to. */
interface Seen {
  readonly revision: RecordRevision;
  readonly since: number;
}

const seenOf = (revision: RecordRevision | undefined, before: Seen | undefined): Seen | undefined => {
  if (revision === undefined) return undefined;
  return before?.revision === revision ? before : { revision, since: performance.now() };
};

async function acquire(records: Records, name: string, { termMs, pollMs }: LeaseTimes): Promise<RecordRevision> {
  const me = randomUUID();
  for (let seen: Seen | undefined; ;) {
    seen = seenOf((await records.read(name))?.revision, seen);
    const isFree = seen === undefined || performance.now() - seen.since >= termMs;
    const mine = isFree ? await claim(records, name, { me, expected: seen?.revision ?? 'absent' }) : undefined;
    if (mine !== undefined) return mine;
    await delay(pollMs);
  }
}

async function claim(
  records: Records,
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
