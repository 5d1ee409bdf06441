import { RetryableError } from '@throughline/contracts';
import type { FetchMessageObject, FetchQueryObject, SearchObject } from 'imapflow';
import { isUnreadableAnswer } from './mail-errors.js';
import { MESSAGE_QUERY, identifyMessage, type AttachmentId, type ListedMessage } from './mail-ids.js';
import type { MailSession } from './mail-session.js';

/** Messages of one FETCH. */
const BATCH = 20;
const DAY = 86_400_000;
/** Messages of one size and time that are compared with a listed one. */
const MAX_CANDIDATES = 1_000;

export interface ReadMessage {
  readonly uid: number;
  /** Absent if the answer about the message exceeds a limit or is no IMAP, or if the server gives none. */
  readonly message?: FetchMessageObject;
  /** Why the message is absent. */
  readonly failure?: unknown;
}

/**
 * Returns conditions of a search that include all messages of a time in milliseconds. Servers compare days, in their own time zone
 * (RFC 9051 section 6.4.4).
 */
export const searchDays = (from: number | undefined, to: number | undefined): SearchObject => ({
  ...(from === undefined ? {} : { since: new Date(from - DAY) }),
  ...(to === undefined ? {} : { before: new Date(to + 2 * DAY) }),
});

/** Returns the numbers of the messages that meet the conditions, in ascending order. */
export async function searchMessages(session: MailSession, conditions: SearchObject): Promise<readonly number[]> {
  const { exists } = await session.mailbox();
  if (exists === 0) return [];
  const found = await (await session.client()).search(conditions, { uid: true });
  if (!Array.isArray(found)) throw new RetryableError('source-error', 'The mail server refused to search the mail folder');
  return [...new Set(found)].sort((a, b) => a - b);
}

/** Messages that one FETCH has read, or one message that cannot be read. */
export interface ReadBatch {
  readonly messages: readonly ReadMessage[];
  /** The highest number that was asked for. */
  readonly last: number;
}

/**
 * Reads messages in the order of their numbers, without those that are gone. If an answer is invalid, or the server refuses it or
 * breaks off, the batch is divided, so that a hostile or damaged message hides no other one.
 */
export async function* readMessages(session: MailSession, uids: readonly number[]): AsyncGenerator<ReadBatch, void, undefined> {
  for (let start = 0; start < uids.length; start += BATCH) yield* readBatch(session, uids.slice(start, start + BATCH));
}

async function* readBatch(session: MailSession, uids: readonly number[]): AsyncGenerator<ReadBatch, void, undefined> {
  const last = uids.at(-1) ?? 0;
  const read = await tryFetch(session, uids);
  if ('messages' in read) yield { ...read, last };
  else if (uids.length === 1) yield { messages: [{ uid: last, ...read }], last };
  else {
    const half = Math.ceil(uids.length / 2);
    yield* readBatch(session, uids.slice(0, half));
    yield* readBatch(session, uids.slice(half));
  }
}

/** Returns the failure if one of the messages can be to blame for it. */
async function tryFetch(
  session: MailSession,
  uids: readonly number[],
): Promise<Pick<ReadBatch, 'messages'> | { readonly failure: unknown }> {
  // Without this, a server that is away would look like a message that ends connections.
  await session.client();
  try {
    return { messages: await fetchMessages(session, uids) };
  } catch (error) {
    const failure = session.reasonOf(error);
    if (session.isClosed || !isUnreadableAnswer(failure)) throw error;
    return { failure };
  }
}

async function fetchMessages(session: MailSession, uids: readonly number[]): Promise<readonly ReadMessage[]> {
  const found = await fetchEach(session, uids, MESSAGE_QUERY);
  // The library leaves out a message whose structure it cannot read.
  const missing = uids.filter((uid) => found.get(uid)?.bodyStructure === undefined);
  const present = missing.length === 0 ? undefined : await fetchEach(session, missing, { uid: true });
  return uids.flatMap((uid) => {
    const message = found.get(uid);
    if (message?.bodyStructure !== undefined) return [{ uid, message }];
    return present?.has(uid) === true ? [{ uid }] : [];
  });
}

async function fetchEach(
  session: MailSession,
  uids: readonly number[],
  query: FetchQueryObject,
): Promise<ReadonlyMap<number, FetchMessageObject>> {
  const client = await session.client();
  const found = new Map<number, FetchMessageObject>();
  let left = uids.length * 10;
  for await (const message of client.fetch(uids.join(','), query, { uid: true })) {
    left -= 1;
    if (left < 0) throw Object.assign(new Error('too many answers'), { code: 'TooManyResponses' });
    // A server may also report changed flags of any message at any time.
    const isFull = message.bodyStructure !== undefined || !found.has(message.uid);
    if (uids.includes(message.uid) && isFull) found.set(message.uid, message);
  }
  return found;
}

export interface FoundMessage {
  readonly listed: ListedMessage;
  readonly message: FetchMessageObject;
}

/** Finds the message of a listed attachment by its time and size, whatever number it has now. */
export async function findMessage(session: MailSession, id: AttachmentId): Promise<FoundMessage | undefined> {
  const received = id.received * 1_000;
  const size = { larger: Math.max(0, id.size - 1), smaller: id.size + 1 };
  const uids = await searchMessages(session, { ...searchDays(received, received), ...size, deleted: false });
  const candidates = uids.slice(-MAX_CANDIDATES);
  let failed: ReadMessage | undefined;
  for await (const { messages } of readMessages(session, candidates)) {
    for (const one of messages) {
      const { message } = one;
      if ('failure' in one) failed = one;
      const listed = message === undefined ? undefined : identifyMessage(message, await session.mailbox());
      if (message !== undefined && listed?.fingerprint === id.fingerprint) return { listed, message };
    }
  }
  // The message that could not be read may be the one.
  if (failed !== undefined) throw session.toError(failed.failure);
  return undefined;
}
