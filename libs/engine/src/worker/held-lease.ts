import { setTimeout as delay } from 'node:timers/promises';
import { kindOf, type Progress } from '@throughline/contracts';
import type { LeaseHandle } from '@throughline/messaging';

/** Why an attempt was told to stop. */
export type AbortCause = 'fenced' | 'superseded' | 'silent' | 'shutdown' | 'timeout' | 'no-progress';

export class AttemptAborted extends Error {
  readonly kind = 'attempt-aborted';
  constructor(readonly why: AbortCause) {
    super(`The attempt was stopped: ${why}`);
    this.name = 'AbortError';
  }
}

export interface HeldLeaseOptions {
  readonly termMs: number;
  /**
   * Stop when no heartbeat was confirmed for two thirds of the term. For work that reaches outside (deliveries).
   * Work that writes to its own folder alone goes on while the broker is away: what it makes is fenced when it is handed in.
   */
  readonly strict: boolean;
}

/** Progress is shown at most this often, so that a chatty step does not fill the broker's disk. */
const PROGRESS_EVERY_MS = 750;
const CONFIRM_AGAIN_MS = 100;

/** Keeps a lease alive while work goes on, and stops the work when the lease is lost. */
export class HeldLease {
  readonly #controller = new AbortController();
  #progress: Progress = { fraction: 0 };
  #reported: Progress = this.#progress;
  #confirmedAt = performance.now();
  #beatenAt = performance.now();
  #beating: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly handle: LeaseHandle,
    private readonly options: HeldLeaseOptions,
  ) {
    const tick = Math.min(PROGRESS_EVERY_MS, options.termMs / 6);
    this.#timer = setInterval(() => {
      this.#tick();
    }, tick);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** Within an attempt progress never falls. */
  report(progress: Progress): void {
    this.#progress = { ...progress, fraction: Math.min(1, Math.max(this.#progress.fraction, progress.fraction)) };
  }

  abort(cause: AbortCause): void {
    if (!this.#controller.signal.aborted) this.#controller.abort(new AttemptAborted(cause));
  }

  /**
   * Returns once the broker has confirmed that the lease is ours; throws where it is another's. A broker that is away is no verdict
   * on the work: it is waited for as long as the attempt may go on at all.
   */
  async confirm(): Promise<void> {
    for (;;) {
      await this.#beating;
      this.signal.throwIfAborted();
      const error = await this.#beat().catch((reason: unknown) => ({ reason }));
      this.#throwWhereLost(error?.reason);
      if (error === undefined) return;
      await delay(CONFIRM_AGAIN_MS);
    }
  }

  /** After an abort too: whether the lease is still ours. Where the broker does not say so it is not. */
  async isOurs(): Promise<boolean> {
    await this.#beating;
    return this.#beat().then(
      () => true,
      () => false,
    );
  }

  /** No more heartbeats. The record stays until it is released or taken over. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#beating;
  }

  /** Gives the lease back, so that nobody has to wait for its end. Best effort: an unreleased lease expires. */
  async release(): Promise<void> {
    await this.stop();
    await this.handle.release().catch(() => undefined);
  }

  #throwWhereLost(reason: unknown): void {
    if (kindOf(reason) === 'lease-conflict') throw reason;
    this.signal.throwIfAborted();
  }

  #tick(): void {
    if (this.signal.aborted) return;
    const now = performance.now();
    // Before anything else: a heartbeat that waits for its answer must not put this off.
    if (this.options.strict && now - this.#confirmedAt > (this.options.termMs * 2) / 3) {
      this.abort('silent');
      return;
    }
    if (this.#beating !== undefined) return;
    const due = now - this.#beatenAt >= this.options.termMs / 3;
    const news = this.#progress !== this.#reported && now - this.#beatenAt >= PROGRESS_EVERY_MS;
    if (!due && !news) return;
    this.#beating = this.#beat()
      .catch(() => undefined)
      .finally(() => {
        this.#beating = undefined;
      });
  }

  async #beat(): Promise<void> {
    const progress = this.#progress;
    const sentAt = performance.now();
    this.#beatenAt = sentAt;
    try {
      await this.handle.heartbeat(progress);
      this.#reported = progress;
      this.#confirmedAt = sentAt;
    } catch (error) {
      if (kindOf(error) === 'lease-conflict') this.abort('fenced');
      throw error;
    }
  }
}
