import { randomUUID } from 'node:crypto';
import { kindOf } from '@throughline/contracts';
import type { RecordRevision } from '@throughline/credentials';
import { sleep } from '@throughline/messaging';
import { writtenClaim } from './claim.js';
import { Term, type ElectionParts } from './term.js';

/** What stands there, and since when this process has seen it, by a clock that nobody sets. */
interface Seen {
  readonly revision: RecordRevision;
  readonly since: number;
}

/**
 * One process at a time, agreed upon by a record. How long a claim has stood is measured by whoever waits, and a holder that cannot renew
 * stops on its own well before: no two clocks have to agree, and a process that was asleep is fenced by the revision.
 */
export class Election {
  readonly #me = randomUUID();

  constructor(private readonly parts: ElectionParts) {}

  /**
   * Waits until this process is the one, then does the task; its signal fires when the term cannot be held, or with `stopping`. `isHeld`
   * says whether it is held in this very moment. Resolves once the task has ended. Throws what the task throws.
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

  /** Undefined where the process is to stop. */
  async #claimed(stopping: AbortSignal): Promise<{ revision: RecordRevision; since: number } | undefined> {
    const { clock, termMs, onProblem } = this.parts;
    for (let seen: Seen | undefined; !stopping.aborted;) {
      try {
        seen = await this.#look(seen);
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

  async #look(before: Seen | undefined): Promise<Seen | undefined> {
    const { records, record, clock } = this.parts;
    const revision = (await records.read(record))?.revision;
    if (revision === undefined) return undefined;
    return before?.revision === revision ? before : { revision, since: clock.monotonic() };
  }

  /** Undefined where somebody else was first. A claim whose answer was lost stands like anybody's, and runs out. */
  async #claim(expected: RecordRevision | 'absent'): Promise<RecordRevision | undefined> {
    const { records, record } = this.parts;
    try {
      return await records.write(record, writtenClaim(this.#me), expected);
    } catch (error) {
      if (kindOf(error) === 'record-conflict') return undefined;
      throw error;
    }
  }
}
