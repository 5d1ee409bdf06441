export type ProblemKind =
  | 'tool-missing'
  | 'version-refused'
  | 'start-failed'
  | 'port-in-use'
  | 'data-folder-locked'
  | 'data-folder-unusable'
  | 'disk-full'
  | 'log-restored'
  | 'command-failed'
  | 'download-failed'
  | 'wrong-checksum'
  | 'bad-usage'
  | 'run-failed';

/** An expected problem whose message says what is wrong and what to do. */
export class StackProblem extends Error {
  override readonly name = 'StackProblem';

  constructor(
    readonly kind: ProblemKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Reads the name, not the class: the same class may be loaded twice, from source and from the build. */
export const isStackProblem = (error: unknown): error is StackProblem => error instanceof Error && error.name === 'StackProblem';

/** Reads the tag of any error. */
export function problemKind(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'kind' in error ? error.kind : undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const UNREACHABLE: readonly unknown[] = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'ETIMEDOUT'];

/** Returns true if no connection to the server was possible, as without a network. */
export function isUnreachable(error: unknown): boolean {
  if (UNREACHABLE.includes(errorCode(error))) return true;
  return error instanceof Error && error.cause !== undefined && isUnreachable(error.cause);
}

export function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
