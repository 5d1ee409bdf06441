import { setTimeout as delay } from 'node:timers/promises';
import { kindOf, type Progress } from '@throughline/contracts';
import type { LeaseHandle } from '@throughline/messaging';

export type AbortCause = 'fenced' | 'superseded' | 'silent' | 'shutdown' | 'timeout' | 'no-progress';

export class AttemptAborted extends Error {
  readonly kind = 'attempt-aborted';
  constructor(readonly why: AbortCause) {
    super(`The attempt was stopped: ${why}`);
    this.name = 'AbortError';
  }
}

export interface AttemptLeaseOptions {
  readonly termMs: number;
  /**
   * Stops the attempt after two thirds of the term without a confirmed heartbeat. Set for steps with external effects
   * (deliveries). Other steps continue while the broker is away: fencing rejects their result if necessary.
   */
  readonly strict: boolean;
}

/** The shortest interval between progress updates, so that a step with many updates does not fill the broker's disk. */
const PROGRESS_EVERY_MS = 750;
const CONFIRM_AGAIN_MS = 100;

/** Renews a lease while work goes on, and aborts the work when the lease is lost. */
export class AttemptLease {
  readonly #controller = new AbortController();
  #progress: Progress = { fraction: 0 };
  #reported: Progress = this.#progress;
  #confirmedAt = performance.now();
  #beatenAt = performance.now();
  #beating: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly handle: LeaseHandle,
    private readonly options: AttemptLeaseOptions,
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

  /** Progress never decreases within an attempt. */
  report(progress: Progress): void {
    this.#progress = { ...progress, fraction: Math.min(1, Math.max(this.#progress.fraction, progress.fraction)) };
  }

  abort(cause: AbortCause): void {
    if (!this.#controller.signal.aborted) this.#controller.abort(new AttemptAborted(cause));
  }

  /**
   * Resolves once the broker has confirmed that this worker holds the lease; throws if another worker holds it. Retries while
   * the broker is away, until the attempt is aborted.
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

  /** Tells whether this worker still holds the lease, even after an abort. Returns false if the broker does not confirm it. */
  async isOurs(): Promise<boolean> {
    await this.#beating;
    return this.#beat().then(
      () => true,
      () => false,
    );
  }

  /** Stops the heartbeats. The lease record stays until it is released or taken over. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#beating;
  }

  /** Releases the lease, so that the next worker need not wait for it to expire. Best effort. */
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
    // Checked first, because a heartbeat without an answer must not delay it.
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
