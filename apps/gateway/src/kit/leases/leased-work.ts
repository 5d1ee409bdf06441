import { holdLease } from './lease.js';

export interface LeasedWorkParts<Key, Claim> {
  readonly leaseMs: number;
  /** Returns undefined if nothing is left to do, or if the lease of another claim lasts. */
  readonly claim: (key: Key, leaseMs: number) => Promise<Claim | undefined>;
  /** Returns false if the claim was lost. */
  readonly renew: (claim: Claim, leaseMs: number) => Promise<boolean>;
  /** Works, and gives up the claim at the end. `signal`: the claim was lost, or the gateway stops. */
  readonly work: (claim: Claim, signal: AbortSignal) => Promise<void>;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Work that one gateway at a time does for each key, under a claim that it renews. If the gateway is killed, the lease ends and
 * another one takes over. If it stops, it waits for the work, which gives up its claims.
 */
export class LeasedWork<Key, Claim> {
  readonly #running = new Map<Key, Promise<void>>();
  readonly #stop = new AbortController();

  constructor(private readonly parts: LeasedWorkParts<Key, Claim>) {}

  /** Fires when the gateway stops. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  /** Keys that this gateway works on, or is about to claim. */
  get size(): number {
    return this.#running.size;
  }

  has(key: Key): boolean {
    return this.#running.has(key);
  }

  /** Claims and works, unless another gateway does. Joins the work on the key that runs already. Never rejects. */
  pursue(key: Key): Promise<void> {
    return this.#running.get(key) ?? this.#start(key, Promise.resolve());
  }

  /** Claims and works after the work on the key that runs already: it may not have seen what has changed. Never rejects. */
  pursueAgain(key: Key): Promise<void> {
    return this.#start(key, this.#running.get(key) ?? Promise.resolve());
  }

  /** Waits for all work in progress. */
  async ended(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  /** Claims nothing more, and waits until the work in progress has given up its claims. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.ended();
  }

  #start(key: Key, before: Promise<void>): Promise<void> {
    const running: Promise<void> = before
      .then(() => this.#claimAndWork(key))
      .catch(this.parts.onProblem)
      .finally(() => {
        if (this.#running.get(key) === running) this.#running.delete(key);
      });
    this.#running.set(key, running);
    return running;
  }

  async #claimAndWork(key: Key): Promise<void> {
    const { leaseMs, claim, renew, work, onProblem } = this.parts;
    const claimed = this.#stop.signal.aborted ? undefined : await claim(key, leaseMs);
    if (claimed === undefined) return;
    await holdLease({ leaseMs, renew: () => renew(claimed, leaseMs), onProblem }, ({ lost }) =>
      work(claimed, AbortSignal.any([this.#stop.signal, lost])),
    );
  }
}
