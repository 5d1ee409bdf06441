import { CliError, isCliError } from '../exit.js';

/** Says of what the server does not know that it is a user. Throws in any case. */
export function noSuchUser(error: unknown, name: string | undefined): never {
  if (name === undefined || !isCliError(error) || error.details.code !== 'not-found') throw error;
  throw unknownUser(name, error);
}

export const unknownUser = (name: string, cause?: unknown): CliError =>
  new CliError('refused', `There is no user ${name}`, { code: 'not-found', tryInstead: '`tl user list` lists them.', cause });
