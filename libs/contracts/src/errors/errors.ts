/*
 * Errors are told apart by `kind`, never by class or text: a second copy of a class must not turn a verdict round.
 */

/** The bytes are not a commit, message or record that this product writes. */
export class UndecodableError extends Error {
  readonly kind = 'undecodable';
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'UndecodableError';
  }
}

/** Written by a newer release than this one. Not poison: leave it and upgrade. */
export class NewerSchemaError extends Error {
  readonly kind = 'newer-schema';
  constructor(
    readonly found: string,
    options?: ErrorOptions,
  ) {
    super(`${found} was written by a newer release; upgrade this service to read it`, options);
    this.name = 'NewerSchemaError';
  }
}

/** The work can never succeed as it is asked for: no further attempt. `code` is stable; the message is for people. */
export class PermanentError extends Error {
  readonly kind = 'permanent';
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'PermanentError';
  }
}

/** The work failed and may succeed later. */
export class RetryableError extends Error {
  readonly kind = 'retryable';
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions & { readonly retryAfterMs?: number },
  ) {
    super(message, options);
    this.name = 'RetryableError';
    this.retryAfterMs = options?.retryAfterMs;
  }
  readonly retryAfterMs: number | undefined;
}

/**
 * Nothing is wrong with the work: it waits for something (disk space, a quota, a dependency) and goes on by itself.
 * Uses up no retry (U21). `code` names what is waited for.
 */
export class WaitingError extends Error {
  readonly kind = 'waiting';
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions & { readonly retryAfterMs?: number },
  ) {
    super(message, options);
    this.name = 'WaitingError';
    this.retryAfterMs = options?.retryAfterMs;
  }
  /** The other side asked for at least this wait. */
  readonly retryAfterMs: number | undefined;
}

/** The tag of a thrown value, or undefined for the unknown. */
export const kindOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'kind' in error && typeof error.kind === 'string' ? error.kind : undefined;

/** The stable code of a thrown value, if it carries one. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
