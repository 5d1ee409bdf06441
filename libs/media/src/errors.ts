/** The reasons why a file can never be processed, however often it is retried. */
export type RefusalCode =
  | 'empty-file'
  | 'not-media'
  | 'playlist'
  | 'image'
  | 'truncated'
  | 'undecodable'
  | 'no-streams'
  | 'no-duration'
  | 'implausible-length'
  | 'too-long'
  | 'too-many-streams'
  | 'too-many-packets'
  | 'too-complex'
  | 'output-too-large';

/** A retry cannot help. Verdicts look at `kind`, not at the class, so a second copy of this class does not change them. */
export class PermanentMediaError extends Error {
  readonly kind = 'permanent';
  override readonly name = 'PermanentMediaError';

  constructor(
    readonly code: RefusalCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type ToolFailureCode = 'tool-missing' | 'tool-failed' | 'tool-killed' | 'time-limit' | 'output-limit';

export interface ToolFailureDetails {
  readonly tool: string;
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  /** The end of stderr, without addresses and file names. */
  readonly lastLines?: readonly string[] | undefined;
}

/** A media tool failed. A retry may succeed, so there is no `permanent` tag. */
export class ToolError extends Error {
  readonly kind = 'tool';
  override readonly name = 'ToolError';

  constructor(
    readonly code: ToolFailureCode,
    message: string,
    readonly details: ToolFailureDetails,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The caller's signal fired. The promise is rejected with this only after all processes that it started have ended. */
export class AbortError extends Error {
  readonly kind = 'aborted';
  readonly code = 'ABORT_ERR';
  override readonly name = 'AbortError';

  constructor(signal: AbortSignal) {
    super('The work was aborted', { cause: signal.reason });
  }
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AbortError(signal);
}
