import { randomBytes } from 'node:crypto';
import { DropboxBadRequest, readFields, refuse } from './refusals.js';

interface UploadSession {
  readonly account: string;
  bytes: Buffer;
  isClosed: boolean;
  readonly expiresAt: number;
}

const WEEK_MS = 7 * 86_400_000;
/** Dropbox refuses larger requests. */
export const MAX_REQUEST_BYTES = 150 * 1024 * 1024;

interface Cursor {
  readonly session: UploadSession;
  readonly id: string;
  readonly offset: number;
}

/** Upload sessions: bytes in order, for a week. A finished session is forgotten. */
export class DropboxUploadSessions {
  readonly sessions = new Map<string, UploadSession>();
  /** Keeps less of this many requests than was sent, as after a broken connection, and answers with an error. */
  keepLess = 0;

  constructor(private readonly now: () => number) {}

  start(account: string, argument: unknown, bytes: Buffer): object {
    const { close = false } = readFields(argument, ['close']);
    if (typeof close !== 'boolean') throw new DropboxBadRequest('close: expected boolean');
    const id = `pid_upload_session:${randomBytes(24).toString('base64url')}`;
    this.sessions.set(id, { account, bytes, isClosed: close, expiresAt: this.now() + WEEK_MS });
    return { session_id: id };
  }

  append(account: string, argument: unknown, bytes: Buffer): null {
    const { cursor, close = false } = readFields(argument, ['cursor', 'close']);
    const { session, offset } = this.#cursor(account, cursor, '');
    if (session.isClosed) refuse('closed');
    if (offset !== session.bytes.length) refuse('incorrect_offset', { correct_offset: session.bytes.length });
    const isCut = this.keepLess > 0 && bytes.length > 1;
    if (isCut) this.keepLess -= 1;
    session.bytes = Buffer.concat([session.bytes, isCut ? bytes.subarray(0, bytes.length >> 1) : bytes]);
    if (isCut) refuse('incorrect_offset', { correct_offset: session.bytes.length });
    session.isClosed = close === true;
    return null;
  }

  /** Returns the content of a session, which the caller makes a file of and then forgets. */
  content(account: string, cursorArgument: unknown, bytes: Buffer): { readonly content: Buffer; readonly forget: () => void } {
    const { session, offset, id } = this.#cursor(account, cursorArgument, 'lookup_failed/');
    if (offset !== session.bytes.length) refuse('lookup_failed/incorrect_offset', { correct_offset: session.bytes.length });
    return { content: Buffer.concat([session.bytes, bytes]), forget: () => void this.sessions.delete(id) };
  }

  #cursor(account: string, value: unknown, prefix: string): Cursor {
    const { session_id: id, offset } = readFields(value, ['session_id', 'offset']);
    if (typeof id !== 'string' || typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset < 0)
      throw new DropboxBadRequest('cursor: missing required field');
    const session = this.sessions.get(id);
    if (session?.account !== account || session.expiresAt <= this.now()) return refuse(`${prefix}not_found`);
    return { session, id, offset };
  }
}
