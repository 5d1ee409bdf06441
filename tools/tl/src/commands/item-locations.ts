import type { HttpClient } from '../client/http-client.js';
import { isCliError } from '../exit.js';
import { readSessions } from '../client/session-views.js';
import { DOCUMENTS, type CliContext } from './context.js';
import { SESSION_OPERATIONS, type AnyOperations, type ItemAddress, type SpokenOperations } from '@throughline/api-client/items';
import { documentsListing, findByPrefix, isIdPrefix, isWholeId, recordingsListing, type Listing } from './find-recording.js';

export const sessionsListing: Listing<typeof SESSION_OPERATIONS> = {
  thing: 'session',
  operations: SESSION_OPERATIONS,
  read: readSessions,
};

/** A possible address of an item: an id does not reveal its kind. */
export interface ItemLocation<O extends AnyOperations = AnyOperations> extends ItemAddress<O> {
  readonly listing: Listing<O>;
}

const WORDS = {
  things: 'recordings and sessions',
  listed: '`tl ls` and `tl sessions` list them; with `--deleted` the deleted ones.',
};

/** A prefix is resolved to one item, but only the server knows the kind of a whole id. */
async function locate<O extends AnyOperations>(
  client: HttpClient,
  text: string,
  listings: readonly Listing<O>[],
  words: typeof WORDS,
): Promise<readonly ItemLocation<O>[]> {
  const at = (listing: Listing<O>, id: string): ItemLocation<O> => ({ listing, operations: listing.operations, path: { id } });
  if (isWholeId(text) || !isIdPrefix(text)) return listings.map((listing) => at(listing, text));
  const { id, kind } = await findByPrefix(client, text, listings, words);
  return listings.filter(({ thing }) => thing === kind).map((listing) => at(listing, id));
}

/** Returns the possible addresses of a recording or session. */
export const findSpoken = (client: HttpClient, text: string): Promise<readonly ItemLocation<SpokenOperations>[]> =>
  locate<SpokenOperations>(client, text, [recordingsListing, sessionsListing], WORDS);

/** Returns the possible addresses of a recording or session; documents have their own commands. */
export const findLocations = (context: CliContext, client: HttpClient, text: string): Promise<readonly ItemLocation[]> =>
  context.kind === DOCUMENTS ? locate(client, text, [documentsListing], DOCUMENTS) : findSpoken(client, text);

const isNotFound = (error: unknown): boolean => isCliError(error) && error.details.code === 'not-found';

/** Tries each address until one has the item. Throws the error of the last one. */
export async function tryLocations<O extends AnyOperations, T>(
  [first, ...others]: readonly ItemLocation<O>[],
  ask: (place: ItemLocation<O>) => Promise<T>,
): Promise<T> {
  if (first === undefined) throw new Error('Nothing is asked for');
  try {
    return await ask(first);
  } catch (error) {
    if (!isNotFound(error) || others.length === 0) throw error;
    return tryLocations(others, ask);
  }
}
