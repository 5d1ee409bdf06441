import type { ApiRequest } from '@throughline/api-client';
import type { HttpClient } from '../client/http-client.js';
import { CliError, isCliError } from '../exit.js';

interface OwnRows {
  readonly noun: string;
  readonly plural: string;
  /** Names the command that lists them. */
  readonly tryInstead: string;
}

interface NamedRow {
  readonly id: string;
  readonly name: string;
}

const notFound = (text: string, { noun, tryInstead }: Omit<OwnRows, 'plural'>, options: ErrorOptions = {}): CliError =>
  new CliError('refused', `You have no ${noun} ${text}`, { code: 'not-found', tryInstead, ...options });

/** Finds a row of the user by its id, else by its name, which several may have. */
export function findOwnRow<Row extends NamedRow>(all: readonly Row[], text: string, rows: OwnRows): Row {
  const named = all.filter(({ name }) => name === text);
  const found = all.find(({ id }) => id === text) ?? named[0];
  if (found === undefined) throw notFound(text, rows);
  if (found.id !== text && named.length > 1)
    throw new CliError('refused', `Several of your ${rows.plural} are named ${text}`, {
      tryInstead: `Give the id: ${named.map(({ id }) => id).join(', ')}`,
    });
  return found;
}

/** Sends a request that ends the row with this id. */
export async function endOwnRow(client: HttpClient, end: ApiRequest, id: string, rows: Omit<OwnRows, 'plural'>): Promise<void> {
  await client.call(end).catch((error: unknown) => {
    throw isCliError(error) && error.details.code === 'not-found' ? notFound(id, rows, { cause: error }) : error;
  });
}
