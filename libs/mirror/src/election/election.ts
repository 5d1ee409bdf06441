import { randomUUID } from 'node:crypto';
import { kindOf } from '@throughline/contracts';
import { sleep, type RecordRevision } from '@throughline/messaging';
import { createClaim } from './claim.js';
import { Term, type ElectionParts } from './term.js';

/** The current claim, and when this process first saw it on the monotonic clock. */
interface ObservedClaim {
  readonly revision: RecordRevision;
  readonly since: number;
}

/**
 * Elects one process by a shared record. Waiting processes time the claim with their own clocks, and a holder that cannot renew
 * stops well before. So clocks need not agree, and the revision fences a suspended process.
 */
export class Election {
  readonly #me = randomUUID();

  constructor(private readonly parts: ElectionParts) {}

  /**
   * Waits for election, then runs the task. Its signal aborts when the term is lost or with `stopping`; `isHeld` checks the
   * term at this moment. Resolves when the task has ended. Throws the task's error.
   */
  async serve(task: (term: AbortSignal, isHeld: () => boolean) => Promise<void>, stopping: AbortSignal): Promise<void> {
    const mine = await this.#claimed(stopping);
    if (mine === undefined) return;
    const term = new Term({ ...this.parts, me: this.#me }, mine);
    try {
      await task(AbortSignal.any([stopping, term.lost]), () => term.isHeld);
    } finally {
      await term.end();
    }
  }

  /** Returns `undefined` if the process is stopping. */
  async #claimed(stopping: AbortSignal): Promise<{ revision: RecordRevision; since: number } | undefined> {
    const { clock, termMs, onProblem } = this.parts;
    for (let seen: ObservedClaim | undefined; !stopping.aborted;) {
      try {
        seen = await this.#observeClaim(seen);
        const isFree = seen === undefined || clock.monotonic() - seen.since >= termMs;
        const since = clock.monotonic();
        const revision = isFree ? await this.#claim(seen?.revision ?? 'absent') : undefined;
        if (revision !== undefined) return { revision, since };
      } catch (error) {
        onProblem(error);
      }
      await sleep(clock, termMs / 8, stopping);
    }
    return undefined;
  }

  async #observeClaim(before: ObservedClaim | undefined): Promise<ObservedClaim | undefined> {
    const { records, record, clock } = this.parts;
    const revision = (await records.read(record))?.revision;
    if (revision === undefined) return undefined;
    return before?.revision === revision ? before : { revision, since: clock.monotonic() };
  }

  /** Returns `undefined` if another process was first. A claim whose answer was lost counts as another's and expires. */
  async #claim(expected: RecordRevision | 'absent'): Promise<RecordRevision | undefined> {
    const { records, record } = this.parts;
    try {
      return await records.write(record, createClaim(this.#me), expected);
    } catch (error) {
      if (kindOf(error) === 'record-conflict') return undefined;
      throw error;
    }
  }
}
