import { kindOf } from '@throughline/contracts';

/**
 * Retry strategy. `soon`: short, growing pauses. `patiently`: long pauses, because somebody must fix the cause.
 * `on-credential`: like `patiently`, but also as soon as the secret changes.
 */
export type RetryStrategy = 'soon' | 'slowly' | 'on-credential';

export interface MirrorErrorOptions extends ErrorOptions {
  readonly retry: RetryStrategy;
  /** The write may have happened, or may still happen. */
  readonly isOpen?: boolean;
  /** Pause that the server requested. Milliseconds. */
  readonly retryAfterMs?: number;
}

/** The reason why a page is not current. The message tells users what to do, and holds no page content and no secret. */
export class MirrorError extends Error {
  readonly kind = 'mirror';
  readonly retry: RetryStrategy;
  readonly isOpen: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly code: string,
    message: string,
    { retry, isOpen = false, retryAfterMs, ...options }: MirrorErrorOptions,
  ) {
    super(message, options);
    this.name = 'MirrorError';
    this.retry = retry;
    this.isOpen = isOpen;
    this.retryAfterMs = retryAfterMs;
  }
}

export const isMirrorError = (error: unknown): error is MirrorError => kindOf(error) === 'mirror';
