import { randomBytes } from 'node:crypto';
import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { renderItem, type DriveItems } from './drive-items.js';
import { GraphRefusal, invalidRequest, itemNotFound, jsonAnswer } from './refusals.js';

interface UploadSession {
  readonly path: string;
  readonly items: DriveItems;
  bytes: Buffer;
  readonly expiresAt: number;
}

const UNIT = 320 * 1024;
const MAX_FRAGMENT_BYTES = 60 * 1024 * 1024;
const DAYS_MS = 3 * 86_400_000;
const RANGE = /^bytes (\d+)-(\d+)\/(\d+)$/;

/** Upload sessions: fragments in order, for a few days. The last one creates the file, and ends the session. */
export class OneDriveUploadSessions {
  /** By the secret part of their addresses. */
  readonly sessions = new Map<string, UploadSession>();

  constructor(private readonly now: () => number) {}

  begin(items: DriveItems, path: string, origin: string): FakeAnswer {
    items.requireCreatable(path);
    const secret = randomBytes(24).toString('base64url');
    const expiresAt = this.now() + DAYS_MS;
    this.sessions.set(secret, { path, items, bytes: Buffer.alloc(0), expiresAt });
    return jsonAnswer(200, {
      uploadUrl: `${origin}/up/${secret}`,
      expirationDateTime: new Date(expiresAt).toISOString(),
      nextExpectedRanges: ['0-'],
    });
  }

  /** Answers a request to the address of a session. An access token there is refused. */
  answer({ method, path, headers, body }: FakeRequest): FakeAnswer {
    if (headers['authorization'] !== undefined) throw new GraphRefusal(401, 'unauthenticated', 'Unexpected authorization');
    const secret = path.slice('/up/'.length);
    const session = this.sessions.get(secret);
    if (session === undefined || session.expiresAt <= this.now()) throw itemNotFound();
    if (method === 'GET') return expected(200, session);
    if (method === 'DELETE') {
      this.sessions.delete(secret);
      return { status: 204 };
    }
    if (method !== 'PUT') throw new GraphRefusal(405, 'invalidRequest');
    return this.#put(secret, session, { range: headers['content-range'] ?? '', body });
  }

  #put(secret: string, session: UploadSession, { range, body }: { range: string; body: Buffer }): FakeAnswer {
    const { first, total, isLast } = readRange(range, body);
    if (first !== session.bytes.length)
      throw new GraphRefusal(416, 'invalidRange', 'Uploaded fragment overlaps with existing data.');
    session.items.requireRoom(total);
    session.bytes = Buffer.concat([session.bytes, body]);
    if (!isLast) return expected(202, session);
    const { node, isNew } = session.items.write(session.path, session.bytes);
    this.sessions.delete(secret);
    return jsonAnswer(isNew ? 201 : 200, renderItem(node, null));
  }
}

function readRange(range: string, body: Buffer): { readonly first: number; readonly total: number; readonly isLast: boolean } {
  const [, ...numbers] = RANGE.exec(range) ?? [];
  const [first, last, total] = numbers.map(Number);
  if (first === undefined || last === undefined || total === undefined) throw invalidRange();
  const isLast = last + 1 === total;
  if (last - first + 1 !== body.length || last >= total) throw invalidRange();
  if (body.length >= MAX_FRAGMENT_BYTES || (!isLast && body.length % UNIT !== 0)) throw invalidRange();
  return { first, total, isLast };
}

const invalidRange = (): GraphRefusal => invalidRequest('Invalid Content-Range header value');

const expected = (status: number, { bytes, expiresAt }: UploadSession): FakeAnswer =>
  jsonAnswer(status, {
    expirationDateTime: new Date(expiresAt).toISOString(),
    nextExpectedRanges: [`${String(bytes.length)}-`],
  });
