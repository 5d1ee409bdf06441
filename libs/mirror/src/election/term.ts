import { kindOf } from '@throughline/contracts';
import { sleep, type Clock, type KeyValueStore, type RecordRevision } from '@throughline/messaging';
import { readClaim, createClaim } from './claim.js';

export interface ElectionParts {
  readonly records: KeyValueStore;
  readonly record: string;
  /** A claim that has not changed for this long has expired. Milliseconds. */
  readonly termMs: number;
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
}

/** Part of the term after which the holder stops without a renewal. Others wait for the whole term. */
const HOLDS_FOR = 2 / 3;
const RENEWS_EVERY = 1 / 6;

/** A function, because the signal may abort during an await and TypeScript would keep the earlier value. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;

/** The time for which this process is elected. */
export class Term {
  readonly #lost = new AbortController();
  readonly #ending = new AbortController();
  readonly #renewing: Promise<void>;
  #revision: RecordRevision;
  #forget: () => void = () => undefined;
  #heldUntil = { monotonic: 0, wall: 0 };

  /** `since`: start of the write of the claim, on the monotonic clock. */
  constructor(
    private readonly parts: ElectionParts & { readonly me: string },
    { revision, since }: { readonly revision: RecordRevision; readonly since: number },
  ) {
    this.#revision = revision;
    this.#holdFrom(since);
    this.#renewing = this.#renew();
  }

  /** Aborts when the term is lost: all work must stop. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /**
   * Check this right before a request: after a suspension it is correct before any timer fires. A monotonic clock may stop with
   * the machine, so the wall clock counts too.
   */
  get isHeld(): boolean {
    const { clock } = this.parts;
    if (this.#lost.signal.aborted) return false;
    return clock.monotonic() < this.#heldUntil.monotonic && clock.now() < this.#heldUntil.wall;
  }

  /** Removes the claim, so that others need not wait. If that fails, the claim expires. */
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
    const remainingMs = since + termMs * HOLDS_FOR - now;
    this.#heldUntil = { monotonic: now + remainingMs, wall: clock.now() + remainingMs };
    this.#forget = clock.after(Math.max(0, remainingMs), () => {
      this.#lost.abort(new Error('The claim to be the one that writes could not be renewed in time'));
    });
  }

  async #renew(): Promise<void> {
    const { clock, termMs, onProblem } = this.parts;
    const ended = AbortSignal.any([this.#ending.signal, this.#lost.signal]);
    for (;;) {
      await sleep(clock, termMs * RENEWS_EVERY, ended);
      if (isOver(ended)) return;
      const since = clock.monotonic();
      try {
        this.#revision = await this.#renewed();
        if (!isOver(ended)) this.#holdFrom(since);
      } catch (error) {
        if (kindOf(error) === 'record-conflict') this.#lost.abort(error);
        else onProblem(error);
      }
    }
  }

  /** The claim may have been written by this process in a request whose answer was lost. */
  async #renewed(): Promise<RecordRevision> {
    const { records, record, me } = this.parts;
    try {
      return await records.write(record, createClaim(me), this.#revision);
    } catch (error) {
      if (kindOf(error) !== 'record-conflict') throw error;
      const stored = await records.read(record);
      if (stored === undefined || readClaim(stored.text) !== me) throw error;
      return stored.revision;
    }
  }
}
