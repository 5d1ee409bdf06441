import { randomBytes } from 'node:crypto';
import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { GoogleRefusal, invalid, requireOnlyParameters } from './refusals.js';

const UNIT = 256 * 1024;
const LIFE_MS = 7 * 86_400_000;

/** An upload that begins. `make` creates the object from all bytes and returns the answer of the last chunk. */
export interface NewSession {
  readonly path: string;
  readonly size: number;
  readonly make: (content: Buffer) => FakeAnswer;
}

export interface ResumableSession extends NewSession {
  readonly id: string;
  readonly expiresAt: number;
  readonly chunks: Buffer[];
  /** The answer, once the object exists. */
  made: FakeAnswer | undefined;
}

interface Range {
  /** `undefined` for a query of the upload offset. */
  readonly bytes: { readonly first: number; readonly last: number } | undefined;
  readonly total: number;
}

const countStoredBytes = ({ chunks }: ResumableSession): number => chunks.reduce((sum, { length }) => sum + length, 0);

function parseContentRange(header: string | undefined): Range {
  const match = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/.exec(header ?? '');
  if (match === null) throw invalid(`Failed to parse Content-Range header: ${header ?? '(none)'}`);
  const [, first, last, total] = match;
  return { total: Number(total), bytes: first === undefined ? undefined : { first: Number(first), last: Number(last) } };
}

/** Reads the size that a request announces for its upload. */
export function readUploadLength({ query, headers }: FakeRequest): number {
  if (query.get('uploadType') !== 'resumable') throw invalid('This fake takes resumable uploads alone');
  const length = headers['x-upload-content-length'] ?? '';
  if (!/^\d+$/.test(length)) throw invalid('X-Upload-Content-Length is missing');
  return Number(length);
}

/** The resumable sessions of all of Google's APIs. A session creates one object, or none. */
export class UploadSessions {
  readonly sessions = new Map<string, ResumableSession>();
  /** The number of next chunks of which only about half is stored, rounded to full units. */
  keepLess = 0;

  constructor(private readonly now: () => number) {}

  get open(): readonly ResumableSession[] {
    return [...this.sessions.values()].filter(({ made }) => made === undefined);
  }

  begin(upload: NewSession, origin: string): FakeAnswer {
    const id = randomBytes(30).toString('base64url');
    this.sessions.set(id, { ...upload, id, expiresAt: this.now() + LIFE_MS, chunks: [], made: undefined });
    return { status: 200, headers: { location: `${origin}${upload.path}?uploadType=resumable&upload_id=${id}` } };
  }

  goOn(request: FakeRequest): FakeAnswer {
    requireOnlyParameters(request.query, 'uploadType', 'upload_id');
    const id = request.query.get('upload_id') ?? '';
    const session = this.sessions.get(id);
    if (session?.path !== request.path) throw new GoogleRefusal(404, 'notFound', 'Not Found');
    // A finished session expires too.
    if (session.expiresAt <= this.now()) throw new GoogleRefusal(410, 'gone', 'Gone');
    if (request.method === 'DELETE') return this.#cancel(session);
    if (request.method !== 'PUT') throw new GoogleRefusal(405, 'httpMethodNotAllowed');
    return this.#put(session, request);
  }

  #cancel(session: ResumableSession): FakeAnswer {
    if (session.made !== undefined) throw new GoogleRefusal(404, 'notFound', 'Not Found');
    this.sessions.delete(session.id);
    return { status: 499 };
  }

  #put(session: ResumableSession, { headers, body }: FakeRequest): FakeAnswer {
    const range = parseContentRange(headers['content-range']);
    if (range.total !== session.size) throw invalid('The total size is not the one that was announced');
    if (range.bytes === undefined) return this.#ask(session, body);
    if (session.made !== undefined) throw invalid('The upload is complete');
    this.#take(session, range.bytes, body);
    return countStoredBytes(session) === session.size ? this.#complete(session) : this.#incomplete(session);
  }

  /** A file without bytes has no chunk that could complete it, so the query of the offset does. */
  #ask(session: ResumableSession, body: Buffer): FakeAnswer {
    if (body.length > 0) throw invalid('A question has no body');
    return session.made !== undefined || session.size === 0 ? this.#complete(session) : this.#incomplete(session);
  }

  #take(session: ResumableSession, { first, last }: { first: number; last: number }, body: Buffer): void {
    if (last - first + 1 !== body.length) throw invalid('Content-Range does not fit the length of the body');
    if (first !== countStoredBytes(session)) throw invalid(`Bytes from ${String(countStoredBytes(session))} on are missing`);
    const isLast = last + 1 === session.size;
    if (last >= session.size) throw invalid('More bytes than were announced');
    if (!isLast && body.length % UNIT !== 0) throw invalid('Chunks must be multiples of 256 KiB');
    if (this.keepLess === 0) {
      session.chunks.push(body);
      return;
    }
    this.keepLess -= 1;
    session.chunks.push(body.subarray(0, Math.floor(body.length / 2 / UNIT) * UNIT));
  }

  #incomplete(session: ResumableSession): FakeAnswer {
    const stored = countStoredBytes(session);
    // Google omits the header if it has stored nothing.
    return { status: 308, headers: stored === 0 ? {} : { range: `bytes=0-${String(stored - 1)}` } };
  }

  #complete(session: ResumableSession): FakeAnswer {
    session.made ??= session.make(Buffer.concat(session.chunks));
    return session.made;
  }
}
