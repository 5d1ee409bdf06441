import { kindOf } from '@throughline/contracts';
import type { RecordRevision, Records } from '@throughline/credentials';
import { sleep, type Clock } from '@throughline/messaging';
import { readClaim, writtenClaim } from './claim.js';

export interface ElectionParts {
  readonly records: Records;
  /** Name of the record that they agree by. */
  readonly record: string;
  /** A record that has stood unchanged for so long is left by whoever wrote it. Milliseconds. */
  readonly termMs: number;
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
}

/** Without a renewal for this part of a term the holder stops: who waits takes over after the whole of one. */
const HOLDS_FOR = 2 / 3;
const RENEWS_EVERY = 1 / 6;

/** A question of its own: the signal may fire while something is waited for. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;

/** The time for which this process is the one. */
export class Term {
  readonly #lost = new AbortController();
  readonly #ending = new AbortController();
  readonly #renewing: Promise<void>;
  #revision: RecordRevision;
  #forget: () => void = () => undefined;
  #heldUntil = { monotonic: 0, wall: 0 };

  /** `since`: when the claim was begun to be written, by a clock that nobody sets. */
  constructor(
    private readonly parts: ElectionParts & { readonly me: string },
    { revision, since }: { readonly revision: RecordRevision; readonly since: number },
  ) {
    this.#revision = revision;
    this.#holdFrom(since);
    this.#renewing = this.#renew();
  }

  /** Fires when it cannot be held: whatever is under way must stop. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /**
   * To be asked right before something is sent: where the process or its machine was stopped for a while, this is known before any timer
   * fires. Clocks that nobody sets may stand still with the machine, so the time of day counts too.
   */
  get isHeld(): boolean {
    const { clock } = this.parts;
    if (this.#lost.signal.aborted) return false;
    return clock.monotonic() < this.#heldUntil.monotonic && clock.now() < this.#heldUntil.wall;
  }

  /** Hands over, so that nobody has to wait; where that fails, it runs out. */
  async end(): Promise<void> {
    this.#ending.abort();
    await this.#renewing;
    this.#forget();
    if (this.#lost.signal.aborted) return;
    await this.parts.records.remove(this.parts.record, this.#revision).catch(() => undefined);
  }

  #holdFrom(since: number): void {
    const { clock, termMs } = this.parts;
    this.#forget();
    const now = clock.monotonic();
    const left = since + termMs * HOLDS_FOR - now;
    this.#heldUntil = { monotonic: now + left, wall: clock.now() + left };
    this.#forget = clock.after(Math.max(0, left), () => {
      this.#lost.abort(new Error('The claim to be the one that writes could not be renewed in time'));
    });
  }

  async #renew(): Promise<void> {
    const { clock, termMs, onProblem } = this.parts;
    const over = AbortSignal.any([this.#ending.signal, this.#lost.signal]);
    for (;;) {
      await sleep(clock, termMs * RENEWS_EVERY, over);
      if (isOver(over)) return;
      const since = clock.monotonic();
      try {
        this.#revision = await this.#renewed();
        if (!isOver(over)) this.#holdFrom(since);
      } catch (error) {
        if (kindOf(error) === 'record-conflict') this.#lost.abort(error);
        else onProblem(error);
      }
    }
  }

  /** What stands there now may be a writing of ours whose answer was lost. */
  async #renewed(): Promise<RecordRevision> {
    const { records, record, me } = this.parts;
    try {
      return await records.write(record, writtenClaim(me), this.#revision);
    } catch (error) {
      if (kindOf(error) !== 'record-conflict') throw error;
      const stored = await records.read(record);
      if (stored === undefined || readClaim(stored.text) !== me) throw error;
      return stored.revision;
    }
  }
}
