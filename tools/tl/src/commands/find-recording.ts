import { read } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';
import { RECORDINGS, itemPath, kindOf, type CliContext, type ItemKind } from './context.js';

const WHOLE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Shorter beginnings are shared by whatever was registered within the same minute. */
const BEGINNING = /^[0-9a-f]{8}[0-9a-f-]{0,27}$/i;
const PAGE = 200;
/** Beyond so many recordings looking through all of them is no answer to a command. */
const MOST_PAGES = 25;
const MOST_NAMED = 10;

export interface Candidate {
  readonly id: string;
  readonly title: string | null;
}

/** Where things with ids are listed. */
export interface Listing {
  readonly path: string;
  readonly read: (page: unknown) => { readonly items: readonly Candidate[]; readonly next_cursor: string | null };
}

export const recordingsListing: Listing = { path: '/api/v1/recordings', read: read.recordings };

export const isWhole = (id: string): boolean => WHOLE.test(id);
export const isBeginning = (id: string): boolean => BEGINNING.test(id);

/** All of one's own in a listing that begin so; undefined where there are too many to look through. */
export async function candidates(
  client: HttpClient,
  { path, read: readPage }: Listing,
  beginning: string,
): Promise<readonly Candidate[] | undefined> {
  const found: Candidate[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query: string = new URLSearchParams({
      limit: String(PAGE),
      deleted: 'any',
      ...(cursor === null ? {} : { cursor }),
    }).toString();
    const answer: ReturnType<Listing['read']> = readPage(await client.json({ path: `${path}?${query}` }));
    found.push(...answer.items.filter(({ id }) => id.startsWith(beginning)));
    cursor = answer.next_cursor;
    if (cursor === null) return found;
  }
  return undefined;
}

const named = (found: readonly Candidate[]): string =>
  found
    .slice(0, MOST_NAMED)
    .map(({ id, title }) => `${id}${title === null ? '' : ` ${title}`}`)
    .concat(found.length > MOST_NAMED ? [`and ${String(found.length - MOST_NAMED)} more`] : [])
    .join(', ');

/**
 * The recording that is meant: a whole id, or a beginning of at least eight characters that no other of one's recordings has.
 * Anything else is left to the server, which refuses it.
 */
export async function findRecording(client: HttpClient, text: string, kind: ItemKind = RECORDINGS): Promise<string> {
  if (isWhole(text) || !isBeginning(text)) return text;
  return theOne(await candidates(client, { path: kind.path, read: read.recordings }, text.toLowerCase()), text, kind).id;
}

/** Where it is found, of whatever kind it is. */
export const findItem = async (context: Pick<CliContext, 'kind'>, client: HttpClient, text: string): Promise<string> =>
  itemPath(context, await findRecording(client, text, kindOf(context)));

/** The only one among those that were found; anything else is said. */
export function theOne<T extends Candidate>(
  found: readonly T[] | undefined,
  text: string,
  { things, listed }: { readonly things: string; readonly listed: string },
): T {
  if (found === undefined)
    throw new CliError('usage', `There are more ${things} than a short id is looked for in (${String(PAGE * MOST_PAGES)})`, {
      tryInstead: 'Give the whole id; `tl ls` shows it.',
    });
  const [only] = found;
  if (only === undefined)
    throw new CliError('refused', `None of your ${things} has an id that begins with ${text}`, {
      code: 'not-found',
      tryInstead: listed,
    });
  if (found.length > 1)
    throw new CliError('usage', `Several ${things} begin with ${text}: ${named(found)}`, { tryInstead: 'Give more of the id.' });
  return only;
}
