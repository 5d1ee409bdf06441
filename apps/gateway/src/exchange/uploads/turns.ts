import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../../kit/http/problems/problem.js';

export interface TurnTimes {
  /** A sender that has sent nothing for this long yields to the next request. */
  readonly silentMs: number;
  /** The next request waits this long while the previous one stores its bytes. */
  readonly timeoutMs: number;
}

export const TURN_TIMES: TurnTimes = { silentMs: 2_000, timeoutMs: 5_000 };

const lockedProblem = (): Problem => new Problem('upload-locked', { headers: { 'retry-after': '2' } });

/** The exclusive right to work on one upload. */
export class Turn {
  readonly #yielding = new AbortController();
  readonly #released: PromiseWithResolvers<void> = withResolvers();
  #activeAt: number;
  #isSending = false;

  constructor(
    private readonly now: () => number,
    private readonly onRelease: () => void,
  ) {
    this.#activeAt = now();
  }

  /** Fires when another request wants to continue: this one stores its bytes and releases its turn. */
  get wanted(): AbortSignal {
    return this.#yielding.signal;
  }

  get whenReleased(): Promise<void> {
    return this.#released.promise;
  }

  /** Notes that bytes have arrived. From now until `endActivity`, the turn has a sender that can stop responding. */
  recordActivity(): void {
    this.#isSending = true;
    this.#activeAt = this.now();
  }

  endActivity(): void {
    this.#isSending = false;
  }

  /** Returns true if there is a sender that has sent bytes within this time. */
  isActive(silentMs: number): boolean {
    return this.#isSending && this.now() - this.#activeAt < silentMs;
  }

  get isSending(): boolean {
    return this.#isSending;
  }

  giveWay(): void {
    this.#yielding.abort(new Problem('upload-locked', { headers: { 'retry-after': '2', connection: 'close' } }));
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

/** `Promise.withResolvers` is not in this version of Node. */
function withResolvers(): PromiseWithResolvers<void> {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((one) => {
    resolve = one;
  });
  return { promise, resolve };
}

/**
 * Turns that serialize the requests of each upload. Often only the client notices a broken connection, so a silent request is
 * ended for the next one.
 * Turns are local to a gateway. Between gateways the upload store accepts one of two competing pieces.
 */
export class Turns {
  readonly #turns = new Map<string, Turn>();
  #isEnding = false;

  constructor(
    private readonly times: TurnTimes = TURN_TIMES,
    private readonly now: () => number = () => performance.now(),
  ) {}

  async take(id: string): Promise<Turn> {
    const deadline = this.now() + this.times.timeoutMs;
    for (let holder = this.#turns.get(id); holder !== undefined; holder = this.#turns.get(id)) {
      if (holder.isActive(this.times.silentMs)) throw lockedProblem();
      // A turn without a sender is registering the recording: wait for it.
      if (holder.isSending) holder.giveWay();
      if (!(await waitForRelease(holder, deadline - this.now()))) throw lockedProblem();
    }
    if (this.#isEnding) throw lockedProblem();
    const turn = new Turn(this.now, () => this.#turns.delete(id));
    this.#turns.set(id, turn);
    return turn;
  }

  /** Asks all senders to stop and store their bytes. Refuses new turns. */
  endAll(): void {
    this.#isEnding = true;
    for (const turn of this.#turns.values()) turn.giveWay();
  }
}

async function waitForRelease(turn: Turn, waitMs: number): Promise<boolean> {
  const waiting = new AbortController();
  const tooLong = delay(Math.max(0, waitMs), false, { signal: waiting.signal }).catch(() => false);
  try {
    return await Promise.race([turn.whenReleased.then(() => true), tooLong]);
  } finally {
    waiting.abort();
  }
}
