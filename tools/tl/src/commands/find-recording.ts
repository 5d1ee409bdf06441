import { read } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';

const WHOLE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Shorter beginnings are shared by whatever was registered within the same minute. */
const BEGINNING = /^[0-9a-f]{8}[0-9a-f-]{0,27}$/i;
const PAGE = 200;
/** Beyond so many recordings looking through all of them is no answer to a command. */
const MOST_PAGES = 25;
const MOST_NAMED = 10;

interface Candidate {
  readonly id: string;
  readonly title: string | null;
}

/** All of one's recordings that begin so; undefined where there are too many to look through. */
async function candidates(client: HttpClient, beginning: string): Promise<readonly Candidate[] | undefined> {
  const found: Candidate[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query: string = new URLSearchParams({
      limit: String(PAGE),
      deleted: 'any',
      ...(cursor === null ? {} : { cursor }),
    }).toString();
    const answer: ReturnType<typeof read.recordings> = read.recordings(
      await client.json({ path: `/api/v1/recordings?${query}` }),
    );
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
export async function findRecording(client: HttpClient, text: string): Promise<string> {
  if (WHOLE.test(text) || !BEGINNING.test(text)) return text;
  const found = await candidates(client, text.toLowerCase());
  if (found === undefined)
    throw new CliError('usage', `There are more recordings than a short id is looked for in (${String(PAGE * MOST_PAGES)})`, {
      tryInstead: 'Give the whole id; `tl ls` shows it.',
    });
  const [only] = found;
  if (only === undefined)
    throw new CliError('refused', `None of your recordings has an id that begins with ${text}`, {
      code: 'not-found',
      tryInstead: '`tl ls` lists your recordings; `tl ls --deleted` the deleted ones.',
    });
  if (found.length > 1)
    throw new CliError('usage', `Several recordings begin with ${text}: ${named(found)}`, { tryInstead: 'Give more of the id.' });
  return only.id;
}
