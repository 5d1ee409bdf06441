import { Readable, pipeline } from 'node:stream';
import { PermanentError, RetryableError } from '@throughline/contracts';
import { Decoder as Base64Decoder } from 'libbase64';
import { decode as decodeQuotedPrintable } from 'libqp';
import type { OpenedItem } from '../../kit/source-lister.js';
import { findAttachments, isUnusable } from './attachments.js';
import { messageChangedError } from './mail-errors.js';
import type { AttachmentId } from './mail-ids.js';
import { MailSession, type MailFolder } from './mail-session.js';
import { findMessage } from './read-messages.js';

/** Bytes of one FETCH. A server may send the whole part instead if it is within the limit of one literal. */
const PIECE = 262_144;
/** Milliseconds in which a message must be found, and each piece must arrive. */
const TIMES = { find: 60_000, piece: 60_000 };

interface OpenOptions {
  readonly times?: typeof TIMES;
  /** Ends the reading, too. */
  readonly signal?: AbortSignal | undefined;
}
/** RFC 2045 section 6.7 allows 76 characters. */
const LONGEST_LINE = 65_536;

async function fetchPiece(session: MailSession, uid: number, piece: { key: string; start: number }): Promise<Buffer> {
  const client = await session.client();
  const query = { bodyParts: [{ ...piece, maxLength: PIECE }] };
  const message = await client.fetchOne(String(uid), query, { uid: true });
  const bytes = message ? message.bodyParts?.get(piece.key) : undefined;
  if (bytes !== undefined && bytes.length > 0) return bytes;
  throw new RetryableError('source-incomplete', 'The mail server sent only a part of the attachment');
}

interface PartOfMessage {
  readonly uid: number;
  readonly id: AttachmentId;
  readonly pieceMs: number;
}

/** Yields the bytes of a part as they are in the message. They must be as many as listed, so none is missing. */
async function* readEncoded(session: MailSession, { uid, id, pieceMs }: PartOfMessage): AsyncGenerator<Buffer> {
  for (let start = 0; start < id.encodedSize;) {
    const at = { key: id.part, start };
    const piece = await session.within(pieceMs, () => fetchPiece(session, uid, at));
    start += piece.length;
    if (start > id.encodedSize) throw messageChangedError();
    yield piece;
  }
}

async function* decodeLines(encoded: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const piece of encoded) {
    const joined = Buffer.concat([rest, piece]);
    const end = joined.lastIndexOf(0x0a) + 1;
    rest = joined.subarray(end);
    if (rest.length > LONGEST_LINE) throw new PermanentError('source-invalid', 'The attachment is not encoded correctly');
    if (end > 0) yield decodeQuotedPrintable(joined.subarray(0, end));
  }
  if (rest.length > 0) yield decodeQuotedPrintable(rest);
}

/** Removes the transfer encoding (RFC 2045 section 6). */
export function decodePart(encoded: AsyncIterable<Buffer>, encoding: string): Readable {
  if (encoding === 'quoted-printable') return Readable.from(decodeLines(encoded), { objectMode: false });
  const source = Readable.from(encoded, { objectMode: false });
  // The decoder's reader sees the errors.
  return encoding === 'base64' ? pipeline(source, new Base64Decoder(), () => undefined) : source;
}

/** Opens a listed attachment. A message never changes under its number (RFC 9051 section 2.3.1.1). */
export async function openAttachment(
  at: MailFolder,
  id: AttachmentId,
  { times = TIMES, signal }: OpenOptions = {},
): Promise<OpenedItem> {
  signal?.throwIfAborted();
  const session = new MailSession(at);
  const close = (): void => {
    signal?.removeEventListener('abort', close);
    session.close();
  };
  signal?.addEventListener('abort', close, { once: true });
  const encoded = async function* (uid: number): AsyncGenerator<Buffer> {
    try {
      yield* readEncoded(session, { uid, id, pieceMs: times.piece });
    } catch (error) {
      throw session.toError(error);
    }
  };
  try {
    const found = await session.within(times.find, () => findMessage(session, id));
    const parts = found?.message.bodyStructure === undefined ? [] : findAttachments(found.message.bodyStructure);
    const isListed = parts.some(
      (part) =>
        !isUnusable(part) && part.part === id.part && part.encodedSize === id.encodedSize && part.encoding === id.encoding,
    );
    if (found === undefined || !isListed) throw messageChangedError();
    return {
      stream: decodePart(encoded(found.listed.uid), id.encoding),
      requireUnchanged: () => Promise.resolve(),
      close: () => {
        close();
        return Promise.resolve();
      },
    };
  } catch (error) {
    close();
    throw session.toError(error);
  }
}
