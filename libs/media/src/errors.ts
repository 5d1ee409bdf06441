/** Why a file can never be processed, whatever is tried again. */
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

/** Trying again cannot help. `kind` is what verdicts look at: a second copy of this class must not flip them. */
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

/** A media tool did not do its work. It may do so next time, so it carries no `permanent` tag. */
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

/** The caller's signal fired. Rejected with only after everything that was started is gone. */
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
