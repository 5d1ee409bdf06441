import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../problems/problem.js';

export interface TurnTimes {
  /** Who has sent nothing for so long gives way. Milliseconds. */
  readonly silentMs: number;
  /** For so long a new one waits for the one before to put away what it has. Milliseconds. */
  readonly patienceMs: number;
}

export const TURN_TIMES: TurnTimes = { silentMs: 2_000, patienceMs: 5_000 };

const locked = (): Problem => new Problem('upload-locked', { headers: { 'retry-after': '2' } });

/** The right to work on one upload. */
export class Turn {
  readonly #taken = new AbortController();
  readonly #released: PromiseWithResolvers<void> = withResolvers();
  #heardAt: number;
  #isSending = false;

  constructor(
    private readonly now: () => number,
    private readonly onRelease: () => void,
  ) {
    this.#heardAt = now();
  }

  /** Fires when another one wants to go on: what has come is put away, and the turn given back. */
  get wanted(): AbortSignal {
    return this.#taken.signal;
  }

  get whenReleased(): Promise<void> {
    return this.#released.promise;
  }

  /** Somebody sends, from now until `quiet`: else there is nobody who could fall silent. */
  heard(): void {
    this.#isSending = true;
    this.#heardAt = this.now();
  }

  quiet(): void {
    this.#isSending = false;
  }

  /** There is a sender, and it was heard within this time. */
  isHeard(silentMs: number): boolean {
    return this.#isSending && this.now() - this.#heardAt < silentMs;
  }

  /** There is a sender. */
  get isSending(): boolean {
    return this.#isSending;
  }

  giveWay(): void {
    this.#taken.abort(new Problem('upload-locked', { headers: { 'retry-after': '2', connection: 'close' } }));
  }

  release(): void {
    this.onRelease();
    this.#released.resolve();
  }
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

/** Of the standard, but not of this version of Node. */
function withResolvers(): PromiseWithResolvers<void> {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((one) => {
    resolve = one;
  });
  return { promise, resolve };
}

/**
 * One at a time for each upload. A line that was cut is often noticed by its client alone: such a request is ended for the next one.
 * Of several gateways each has turns of its own; then the store of uploads lets one of two pieces win.
 */
export class Turns {
  readonly #held = new Map<string, Turn>();
  #isEnding = false;

  constructor(
    private readonly times: TurnTimes = TURN_TIMES,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async take(id: string): Promise<Turn> {
    const deadline = this.now() + this.times.patienceMs;
    for (let holder = this.#held.get(id); holder !== undefined; holder = this.#held.get(id)) {
      if (holder.isHeard(this.times.silentMs)) throw locked();
      // Whoever makes a recording of it is waited for.
      if (holder.isSending) holder.giveWay();
      if (!(await released(holder, deadline - this.now()))) throw locked();
    }
    if (this.#isEnding) throw locked();
    const turn = new Turn(this.now, () => this.#held.delete(id));
    this.#held.set(id, turn);
    return turn;
  }

  /** Whoever sends is asked to stop; what has come is put away. Nobody begins any more. */
  endAll(): void {
    this.#isEnding = true;
    for (const turn of this.#held.values()) turn.giveWay();
  }
}

async function released(turn: Turn, waitMs: number): Promise<boolean> {
  const waiting = new AbortController();
  const tooLong = delay(Math.max(0, waitMs), false, { signal: waiting.signal }).catch(() => false);
  try {
    return await Promise.race([turn.whenReleased.then(() => true), tooLong]);
  } finally {
    waiting.abort();
  }
}
