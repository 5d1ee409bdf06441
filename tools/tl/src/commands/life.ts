import { randomUUID } from 'node:crypto';
import type { HttpClient, Method } from '../client/http-client.js';
import { read } from '../client/views.js';
import { isCliError } from '../exit.js';
import { recordingText } from '../output/recording.js';
import { sessionText } from '../sessions/session-text.js';
import { readSession, readSessions } from '../sessions/views.js';
import { DOCUMENTS, openClient, printJson, type CliContext, type CommonOptions } from './context.js';
import { documentsListing, findByBeginning, isBeginning, isWhole, recordingsListing, type Listing } from './find-recording.js';
import { sayOutcome, type Told } from './outcome.js';

/** What can be deleted, restored and erased. */
interface Kind {
  readonly listing: Listing;
  readonly show: (answer: unknown) => { readonly told: Told; readonly text: string };
}

const recordings: Kind = {
  listing: recordingsListing,
  show: (answer) => {
    const recording = read.recording(answer);
    return { told: recording, text: recordingText(recording) };
  },
};
const sessions: Kind = {
  listing: { thing: 'session', path: '/api/v1/sessions', read: readSessions },
  show: (answer) => {
    const session = readSession(answer);
    return { told: session, text: sessionText(session) };
  },
};
const documents: Kind = { ...recordings, listing: documentsListing };

/** A whole id does not say what it is of; documents have commands of their own. */
const kindsOf = (context: CliContext): readonly Kind[] => (context.kind === DOCUMENTS ? [documents] : [recordings, sessions]);

interface Item {
  readonly kind: Kind;
  readonly id: string;
}

/** What a short id stands for; what a whole one is, only the server knows. */
async function itemsOf(context: CliContext, client: HttpClient, text: string): Promise<readonly Item[]> {
  const kinds = kindsOf(context);
  const words = context.kind === DOCUMENTS ? DOCUMENTS : WORDS;
  if (isWhole(text) || !isBeginning(text)) return kinds.map((kind) => ({ kind, id: text }));
  const listings = kinds.map(({ listing }) => listing);
  const { id, kind: thing } = await findByBeginning(client, text, listings, words);
  return kinds.filter(({ listing }) => listing.thing === thing).map((kind) => ({ kind, id }));
}

const WORDS = {
  things: 'recordings and sessions',
  listed: '`tl ls` and `tl sessions` list them; with `--deleted` the deleted ones.',
};

interface Asked {
  readonly method?: Method;
  /** Below the item. */
  readonly path: string;
  readonly body?: object;
}

const isUnknown = (error: unknown): boolean => isCliError(error) && error.details.code === 'not-found';

async function ask(client: HttpClient, { kind, id }: Item, { method = 'POST', path, body }: Asked): Promise<unknown> {
  return client.json({
    method,
    path: `${kind.listing.path}/${encodeURIComponent(id)}${path}`,
    ...(body === undefined ? {} : { body }),
    idempotencyKey: randomUUID(),
  });
}

/** The first of the items that there is. */
async function askFirst(
  client: HttpClient,
  [first, ...others]: readonly Item[],
  asked: Asked,
): Promise<ReturnType<Kind['show']> & { readonly answer: unknown }> {
  if (first === undefined) throw new Error('Nothing is asked for');
  try {
    const answer = await ask(client, first, asked);
    return { answer, ...first.kind.show(answer) };
  } catch (error) {
    if (!isUnknown(error) || others.length === 0) throw error;
    return askFirst(client, others, asked);
  }
}

/** Sends it to the recording, document or session, says what has become of it, and prints it as it is now. */
async function life(context: CliContext, id: string, options: CommonOptions, asked: Asked): Promise<void> {
  const client = await openClient(context, options);
  const { answer, told, text } = await askFirst(client, await itemsOf(context, client, id), asked);
  sayOutcome(context, told);
  await (options.json === true ? printJson(context, answer) : context.terminal.data(text));
}

/** `tl delete ID` */
export const remove = (context: CliContext, id: string, options: CommonOptions): Promise<void> =>
  life(context, id, options, { method: 'DELETE', path: '' });

/** `tl restore ID` */
export const restore = (context: CliContext, id: string, options: CommonOptions): Promise<void> =>
  life(context, id, options, { path: '/restore' });

/** `tl erase ID --yes`: without the word the command line does not send it. */
export const erase = (context: CliContext, id: string, options: CommonOptions): Promise<void> =>
  life(context, id, options, { path: '/erase', body: { confirm: true } });
