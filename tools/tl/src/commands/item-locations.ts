import type { HttpClient } from '../client/http-client.js';
import { isCliError } from '../exit.js';
import { readSessions } from '../client/session-views.js';
import { DOCUMENTS, type CliContext } from './context.js';
import { documentsListing, findByPrefix, isIdPrefix, isWholeId, recordingsListing, type Listing } from './find-recording.js';

export const sessionsListing: Listing = { thing: 'session', path: '/api/v1/sessions', read: readSessions };

/** A possible path of an item: an id does not reveal its kind. */
export interface ItemLocation {
  readonly listing: Listing;
  readonly path: string;
}

const WORDS = {
  things: 'recordings and sessions',
  listed: '`tl ls` and `tl sessions` list them; with `--deleted` the deleted ones.',
};

/**
 * Returns the possible paths of a recording or session; documents have their own commands. A prefix is resolved to one item,
 * but only the server knows the kind of a whole id.
 */
export async function findLocations(context: CliContext, client: HttpClient, text: string): Promise<readonly ItemLocation[]> {
  const isAboutDocuments = context.kind === DOCUMENTS;
  const listings = isAboutDocuments ? [documentsListing] : [recordingsListing, sessionsListing];
  const at = (listing: Listing, id: string): ItemLocation => ({ listing, path: `${listing.path}/${encodeURIComponent(id)}` });
  if (isWholeId(text) || !isIdPrefix(text)) return listings.map((listing) => at(listing, text));
  const { id, kind } = await findByPrefix(client, text, listings, isAboutDocuments ? DOCUMENTS : WORDS);
  return listings.filter(({ thing }) => thing === kind).map((listing) => at(listing, id));
}

const isNotFound = (error: unknown): boolean => isCliError(error) && error.details.code === 'not-found';

/** Tries each path until one has the item. Throws the error of the last one. */
export async function tryLocations<T>(
  [first, ...others]: readonly ItemLocation[],
  ask: (place: ItemLocation) => Promise<T>,
): Promise<T> {
  if (first === undefined) throw new Error('Nothing is asked for');
  try {
    return await ask(first);
  } catch (error) {
    if (!isNotFound(error) || others.length === 0) throw error;
    return tryLocations(others, ask);
  }
}
