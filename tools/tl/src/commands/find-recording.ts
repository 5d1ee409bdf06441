import { request } from '@throughline/api-client';
import { read } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError, type NamedItem } from '../exit.js';
import { DOCUMENTS, RECORDINGS, itemAddress, kindOf, type CliContext, type ItemKind } from './context.js';
import { DOCUMENT_OPERATIONS, RECORDING_OPERATIONS, type AnyOperations, type ItemAddress } from '@throughline/api-client/items';

const WHOLE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Ids begin with a timestamp: items of the same minute share shorter prefixes. */
const BEGINNING = /^[0-9a-f]{8}[0-9a-f-]{0,27}$/i;
const PAGE = 200;
/** With more recordings than this, a search through all of them takes too long. */
const MAX_PAGES = 25;

export interface Candidate {
  readonly id: string;
  readonly title: string | null;
  readonly created_at: string;
}

export interface Listing<O extends AnyOperations = AnyOperations> {
  readonly thing: string;
  readonly operations: O;
  readonly read: (page: unknown) => { readonly items: readonly Candidate[]; readonly next_cursor: string | null };
}

const listingOf = <O extends AnyOperations>({ thing }: ItemKind, operations: O): Listing<O> => ({
  thing,
  operations,
  read: read.recordings,
});
export const recordingsListing = listingOf(RECORDINGS, RECORDING_OPERATIONS);
export const documentsListing = listingOf(DOCUMENTS, DOCUMENT_OPERATIONS);

export const isWholeId = (id: string): boolean => WHOLE.test(id);
export const isIdPrefix = (id: string): boolean => BEGINNING.test(id);

/** Returns the user's items in one list whose ids have this prefix, or undefined if the list is too long. */
async function findCandidates(
  client: HttpClient,
  { thing, operations, read: readPage }: Listing,
  beginning: string,
): Promise<readonly NamedItem[] | undefined> {
  const found: NamedItem[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { limit: PAGE, deleted: 'any', ...(cursor === null ? {} : { cursor }) } as const;
    const answer: ReturnType<Listing['read']> = readPage(await client.json(request(operations.list, { query })));
    found.push(
      ...answer.items
        .filter(({ id }) => id.startsWith(beginning))
        .map(({ id, title, created_at }) => ({ kind: thing, id, title, created_at })),
    );
    cursor = answer.next_cursor;
    if (cursor === null) return found;
  }
  return undefined;
}

/** Returns the items of all lists whose ids have this prefix, or undefined if a list is too long. */
async function search(
  client: HttpClient,
  listings: readonly Listing[],
  beginning: string,
): Promise<readonly NamedItem[] | undefined> {
  const found: NamedItem[] = [];
  for (const listing of listings) {
    const some = await findCandidates(client, listing, beginning);
    if (some === undefined) return undefined;
    found.push(...some);
  }
  return found;
}

interface ItemDescription {
  readonly things: string;
  readonly listed: string;
}

/**
 * Returns the only item in the lists whose id has this prefix. Without a match, or with several, throws an error that lists
 * them. A document with the prefix also counts as a match, unless the command is about documents: commands never guess the
 * kind.
 */
export async function findByPrefix(
  client: HttpClient,
  text: string,
  listings: readonly Listing[],
  words: ItemDescription,
): Promise<NamedItem> {
  const beginning = text.toLowerCase();
  const found = await search(client, listings, beginning);
  if (found === undefined)
    throw new CliError(
      'usage',
      `You have too many ${words.things} to search for a short id (more than ${String(PAGE * MAX_PAGES)})`,
      {
        tryInstead: 'Use the whole id; `tl ls` shows it.',
      },
    );
  const documents = listings.includes(documentsListing) ? [] : ((await search(client, [documentsListing], beginning)) ?? []);
  const [only, ...more] = [...found, ...documents];
  if (only === undefined)
    throw new CliError('refused', `None of your ${words.things} has an id that begins with ${text}`, {
      code: 'not-found',
      tryInstead: words.listed,
    });
  if (more.length > 0)
    throw new CliError('usage', `${String(more.length + 1)} items have an id that begins with ${text}:`, {
      code: 'ambiguous-id',
      items: [only, ...more],
      tryInstead: 'Use more characters of the id.',
    });
  if (found.length === 0)
    throw new CliError('refused', `${only.id} is a document`, {
      code: 'not-found',
      tryInstead: `Commands about documents begin with \`${DOCUMENTS.command}\`: \`${DOCUMENTS.command} status ${only.id}\`.`,
    });
  return only;
}

/**
 * Resolves a whole id, or a unique prefix of at least eight characters. Passes any other text on to the server, which refuses
 * it.
 */
export async function findRecording(client: HttpClient, text: string, kind: ItemKind = RECORDINGS): Promise<string> {
  if (isWholeId(text) || !isIdPrefix(text)) return text;
  const listing = kind === DOCUMENTS ? documentsListing : recordingsListing;
  return (await findByPrefix(client, text, [listing], kind)).id;
}

export const findItem = async (context: Pick<CliContext, 'kind'>, client: HttpClient, text: string): Promise<ItemAddress> =>
  itemAddress(context, await findRecording(client, text, kindOf(context)));
