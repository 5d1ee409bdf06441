/** Exit codes, which scripts rely on. */
export const EXIT = {
  done: 0,
  /** The work failed: a recording failed, or an answer was invalid. */
  failed: 1,
  /** The command line is wrong, or a local file cannot be used. */
  usage: 2,
  /** The server refused the request. */
  refused: 3,
  /** The server is unreachable or unavailable. */
  unreachable: 4,
} as const;
export type ExitName = keyof typeof EXIT;

/** An item that a short id may mean. */
export interface NamedItem {
  readonly kind: string;
  readonly id: string;
  readonly title: string | null;
  readonly created_at: string;
}

/** An error that ends the command with a message for people and a code for scripts. */
export class CliError extends Error {
  readonly kind = 'cli';
  constructor(
    readonly exit: Exclude<ExitName, 'done'>,
    message: string,
    readonly details: {
      readonly code?: string;
      /** The item that already has this content. */
      readonly existingId?: string;
      readonly tryInstead?: string;
      readonly cause?: unknown;
      readonly items?: readonly NamedItem[];
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'CliError';
  }
}

export const isCliError = (error: unknown): error is CliError =>
  error instanceof Error && 'kind' in error && error.kind === 'cli';
