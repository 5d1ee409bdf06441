/* Code distinguishes errors by `kind`, never by class or text: the check must also work if a module is loaded twice. */

/** The bytes are not a commit, message or record that this product writes. */
export class UndecodableError extends Error {
  readonly kind = 'undecodable';
  constructor(what: string, options?: ErrorOptions & { readonly pointer?: string }) {
    super(what, options);
    this.name = 'UndecodableError';
    this.pointer = options?.pointer;
  }
  /** The place of the first fault in an event outside of the log (JSON Pointer): below `/data` or `/personal`. */
  readonly pointer: string | undefined;
}

/** A newer release wrote the data. It is not corrupt: leave it in place and upgrade this service. */
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

/** The work can never succeed as requested, so no further attempt follows. `code` is stable; `message` is for people. */
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

/**
 * The longest wait for space on a disk of this installation: the work continues within a minute after somebody frees some.
 * Milliseconds.
 */
export const CHECK_DISK_WITHIN_MS = 45_000;

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
 * The work is sound but waits for something (disk space, a quota, a dependency) and continues by itself. Uses up no retry
 * (U21). `code` names the missing thing.
 */
export class WaitingError extends Error {
  readonly kind = 'waiting';
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions & {
      readonly retryAfterMs?: number;
      readonly checkWithinMs?: number;
      readonly checkEveryMs?: number;
      readonly until?: string;
    },
  ) {
    super(message, options);
    this.name = 'WaitingError';
    this.retryAfterMs = options?.retryAfterMs;
    this.checkWithinMs = options?.checkWithinMs;
    this.checkEveryMs = options?.checkEveryMs;
    this.until = options?.until;
  }
  /** The minimum wait that the other side asked for. */
  readonly retryAfterMs: number | undefined;
  /** The maximum wait, for something that is expected to come by itself soon. */
  readonly checkWithinMs: number | undefined;
  /** The interval of checks before the start that the log does not record (ADR 107). It replaces the waits of the plan. */
  readonly checkEveryMs: number | undefined;
  /** The time at which the missing thing comes, ISO 8601, if it is known. */
  readonly until: string | undefined;
}

export const kindOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'kind' in error && typeof error.kind === 'string' ? error.kind : undefined;

export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
