import { kindOf } from '@throughline/contracts';

/**
 * How to go on: `soon`, with short pauses that grow; `patiently`, as somebody has to do something that nobody tells of; `on-credential`, likewise,
 * and as soon as there is another secret.
 */
export type Patience = 'soon' | 'patiently' | 'on-credential';

export interface MirrorErrorOptions extends ErrorOptions {
  readonly patience: Patience;
  /** A write may have been done, or be done yet. */
  readonly isOpen?: boolean;
  /** Words of the server. Milliseconds. */
  readonly retryAfterMs?: number;
}

/** Why a page does not show the truth yet. Message: for people, with what to do; nothing of what stands on the page, and no secret. */
export class MirrorError extends Error {
  readonly kind = 'mirror';
  readonly patience: Patience;
  readonly isOpen: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly code: string,
    message: string,
    { patience, isOpen = false, retryAfterMs, ...options }: MirrorErrorOptions,
  ) {
    super(message, options);
    this.name = 'MirrorError';
    this.patience = patience;
    this.isOpen = isOpen;
    this.retryAfterMs = retryAfterMs;
  }
}

export const isMirrorError = (error: unknown): error is MirrorError => kindOf(error) === 'mirror';
