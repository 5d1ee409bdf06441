/** How the process ends; scripts rely on these. */
export const EXIT = {
  done: 0,
  /** The work itself ended badly: a recording failed, an answer made no sense. */
  failed: 1,
  /** The command line is wrong, or a local file cannot be used. */
  usage: 2,
  /** The server said no. */
  refused: 3,
  /** No server, or one that cannot serve now. */
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

/** Ends the command with a sentence for people and a code for scripts. */
export class CliError extends Error {
  readonly kind = 'cli';
  constructor(
    readonly exit: Exclude<ExitName, 'done'>,
    message: string,
    readonly details: {
      readonly code?: string;
      readonly tryInstead?: string;
      readonly cause?: unknown;
      /** Items that the message speaks of, each shown on a line of its own. */
      readonly items?: readonly NamedItem[];
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'CliError';
  }
}

export const isCliError = (error: unknown): error is CliError =>
  error instanceof Error && 'kind' in error && error.kind === 'cli';
