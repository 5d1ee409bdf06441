import { CliError, isCliError } from '../exit.js';

/** Throws a clearer error if the server does not know the user, else the given error. */
export function rethrowUnknownUser(error: unknown, name: string | undefined): never {
  if (name === undefined || !isCliError(error) || error.details.code !== 'not-found') throw error;
  throw unknownUserError(name, error);
}

export const unknownUserError = (name: string, cause?: unknown): CliError =>
  new CliError('refused', `There is no user ${name}`, { code: 'not-found', tryInstead: '`tl user list` lists them.', cause });
