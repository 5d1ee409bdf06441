import { createHash, randomBytes } from 'node:crypto';
import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import type { ZoomFile, ZoomMeeting } from './recordings.js';
import { zoomError, ZoomRefusal, invalidField } from './refusals.js';

const LONGEST_TTL_S = 604_800;
const LINK_MS = 60_000;
const WRITTEN = 'Thu, 05 Feb 2026 12:00:00 GMT';

const SIGN_IN_PAGE = '<!DOCTYPE html><html lang="en"><head><title>Sign In | Zoom</title></head><body>Sign In</body></html>';

interface Grant {
  readonly uuid: string;
  readonly expiresAt: number;
}
interface Link {
  readonly file: ZoomFile;
  readonly expiresAt: number;
}

/** Download tokens of meetings, and the storage on another host that Zoom redirects downloads to. */
export class ZoomDownloads {
  /** Tokens and signatures, which no log, event or answer of the code under test may contain. */
  readonly issued: string[] = [];
  /** True: an invalid token is answered with the sign-in page and status 200, as for browsers, instead of 401. */
  showsSignIn = false;
  /** True: the storage identifies all files by the date on which they were written, and by no ETag. */
  hasDatesOnly = false;
  readonly #grants = new Map<string, Grant>();
  readonly #links = new Map<string, Link>();

  constructor(private readonly now: () => number) {}

  expireAll(): void {
    for (const [token, grant] of this.#grants) this.#grants.set(token, { ...grant, expiresAt: 0 });
  }

  /** Issues a token for the files of one meeting. */
  grant(uuid: string, ttl: string | null): string {
    const seconds = Number(ttl ?? LONGEST_TTL_S);
    if (!Number.isInteger(seconds) || seconds < 0 || seconds > LONGEST_TTL_S) throw invalidField('Invalid field ttl.');
    const token = this.#issue('dl.');
    this.#grants.set(token, { uuid, expiresAt: this.now() + seconds * 1_000 });
    return token;
  }

  /** Redirects to the storage. Without a token, the sign-in page is the answer. */
  download({ headers }: FakeRequest, meeting: ZoomMeeting, file: ZoomFile, storage: string): FakeAnswer {
    const [, token] = /^Bearer (.+)$/.exec(headers['authorization'] ?? '') ?? [];
    const grant = this.#grants.get(token ?? '');
    const isValid = grant !== undefined && grant.expiresAt > this.now() && grant.uuid === meeting.uuid;
    if (token === undefined || (!isValid && this.showsSignIn))
      return { status: 200, headers: { 'content-type': 'text/html;charset=utf-8' }, body: SIGN_IN_PAGE };
    if (!isValid) return zoomError(new ZoomRefusal(401, 124, 'Access token is expired.'));
    const signature = this.#issue('sig.');
    this.#links.set(signature, { file, expiresAt: this.now() + LINK_MS });
    return { status: 302, headers: { location: `${storage}/replay/${file.id}.mp4?Signature=${signature}` } };
  }

  /** Serves the bytes. Refuses a request that brings a token as well as a signature. */
  serve({ method, headers, query }: FakeRequest): FakeAnswer {
    const link = this.#links.get(query.get('Signature') ?? '');
    if (method !== 'GET') return { status: 405 };
    if (headers['authorization'] !== undefined) return { status: 400, body: 'Only one auth mechanism allowed' };
    if (link === undefined || link.expiresAt <= this.now()) return { status: 403, body: 'AccessDenied' };
    return sendBytes(link.file.bytes, headers, this.hasDatesOnly);
  }

  #issue(prefix: string): string {
    const token = prefix + randomBytes(18).toString('base64url');
    this.issued.push(token);
    return token;
  }
}

/** Answers a request for the bytes, or for those from a place on if they are unchanged. */
function sendBytes(bytes: Buffer, headers: FakeRequest['headers'], hasDatesOnly: boolean): FakeAnswer {
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
  const validator = hasDatesOnly ? WRITTEN : etag;
  const identity = { [hasDatesOnly ? 'last-modified' : 'etag']: validator };
  const common = { ...identity, 'content-type': 'video/mp4', 'accept-ranges': 'bytes' };
  const start = /^bytes=(\d+)-$/.exec(headers['range'] ?? '')?.[1];
  if (start === undefined || (headers['if-range'] ?? validator) !== validator)
    return { status: 200, headers: common, body: bytes };
  const total = String(bytes.length);
  if (Number(start) >= bytes.length) return { status: 416, headers: { 'content-range': `bytes */${total}` } };
  const range = `bytes ${start}-${String(bytes.length - 1)}/${total}`;
  return { status: 206, headers: { ...common, 'content-range': range }, body: bytes.subarray(Number(start)) };
}
