import { read } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError, type NamedItem } from '../exit.js';
import { DOCUMENTS, RECORDINGS, itemPath, kindOf, type CliContext, type ItemKind } from './context.js';

const WHOLE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Shorter beginnings are shared by whatever was registered within the same minute. */
const BEGINNING = /^[0-9a-f]{8}[0-9a-f-]{0,27}$/i;
const PAGE = 200;
/** Beyond so many recordings looking through all of them is no answer to a command. */
const MOST_PAGES = 25;

export interface Candidate {
  readonly id: string;
  readonly title: string | null;
  readonly created_at: string;
}

/** Where items of one kind are listed. */
export interface Listing {
  /** One of them, in a word. */
  readonly thing: string;
  readonly path: string;
  readonly read: (page: unknown) => { readonly items: readonly Candidate[]; readonly next_cursor: string | null };
}

const listingOf = ({ thing, path }: ItemKind): Listing => ({ thing, path, read: read.recordings });
export const recordingsListing = listingOf(RECORDINGS);
export const documentsListing = listingOf(DOCUMENTS);

export const isWhole = (id: string): boolean => WHOLE.test(id);
export const isBeginning = (id: string): boolean => BEGINNING.test(id);

/** All of one's own in a listing that begin so; undefined where there are too many to look through. */
async function candidates(
  client: HttpClient,
  { thing, path, read: readPage }: Listing,
  beginning: string,
): Promise<readonly NamedItem[] | undefined> {
  const found: NamedItem[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query: string = new URLSearchParams({
      limit: String(PAGE),
      deleted: 'any',
      ...(cursor === null ? {} : { cursor }),
    }).toString();
    const answer: ReturnType<Listing['read']> = readPage(await client.json({ path: `${path}?${query}` }));
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

/** Everything in the listings that begins so; undefined where there are too many to look through. */
async function search(
  client: HttpClient,
  listings: readonly Listing[],
  beginning: string,
): Promise<readonly NamedItem[] | undefined> {
  const found: NamedItem[] = [];
  for (const listing of listings) {
    const some = await candidates(client, listing, beginning);
    if (some === undefined) return undefined;
    found.push(...some);
  }
  return found;
}

/** How a command speaks of what it is about. */
interface Words {
  readonly things: string;
  readonly listed: string;
}

/**
 * The only item in the listings whose id begins so; anything else is said. Commands that have not been told that a document is
 * meant do not guess: a document that begins so counts as well.
 */
export async function findByBeginning(
  client: HttpClient,
  text: string,
  listings: readonly Listing[],
  words: Words,
): Promise<NamedItem> {
  const beginning = text.toLowerCase();
  const found = await search(client, listings, beginning);
  if (found === undefined)
    throw new CliError(
      'usage',
      `There are more ${words.things} than a short id is looked for in (${String(PAGE * MOST_PAGES)})`,
      {
        tryInstead: 'Give the whole id; `tl ls` shows it.',
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
      tryInstead: 'Give more of the id.',
    });
  if (found.length === 0)
    throw new CliError('refused', `${only.id} is a document`, {
      code: 'not-found',
      tryInstead: `Commands about documents begin with \`${DOCUMENTS.command}\`: \`${DOCUMENTS.command} status ${only.id}\`.`,
    });
  return only;
}

/**
 * The recording that is meant: a whole id, or a beginning of at least eight characters that no other item has.
 * Anything else is left to the server, which refuses it.
 */
export async function findRecording(client: HttpClient, text: string, kind: ItemKind = RECORDINGS): Promise<string> {
  if (isWhole(text) || !isBeginning(text)) return text;
  const listing = kind === DOCUMENTS ? documentsListing : recordingsListing;
  return (await findByBeginning(client, text, [listing], kind)).id;
}

/** Where it is found, of whatever kind it is. */
export const findItem = async (context: Pick<CliContext, 'kind'>, client: HttpClient, text: string): Promise<string> =>
  itemPath(context, await findRecording(client, text, kindOf(context)));
