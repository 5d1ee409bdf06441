import type { FakeRequest } from '../serving/exchange.js';
import { verifyChecksum, type Checksum } from './checksums.js';
import { S3Error } from './errors.js';
import { hmac, sha256Hex, type VerifiedSignature } from './sigv4.js';

export interface Payload {
  readonly content: Buffer;
  readonly checksum: Checksum | undefined;
}

const EMPTY = sha256Hex('');
const CHUNK = /^([0-9a-fA-F]+)(?:;chunk-signature=([0-9a-f]{64}))?$/;

const incomplete = (): S3Error =>
  new S3Error('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header');
const mismatch = (): S3Error => new S3Error('SignatureDoesNotMatch', 'The signature of a chunk does not match its content.');

export function readPayload(request: FakeRequest, signed: VerifiedSignature): Payload {
  const { headers, body } = request;
  const declared = headers['x-amz-content-sha256'];
  if (declared === undefined)
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  if (declared.startsWith('STREAMING-')) return readStreamed(request, declared, signed);
  if (declared !== 'UNSIGNED-PAYLOAD' && declared !== sha256Hex(body))
    throw new S3Error(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  return { content: body, checksum: verifyChecksum(headers, body) };
}

const STREAMING = new Map([
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', { signed: false, trailed: true }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', { signed: true, trailed: false }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', { signed: true, trailed: true }],
]);

function readStreamed({ headers, body }: FakeRequest, declared: string, signed: VerifiedSignature): Payload {
  const kind = STREAMING.get(declared);
  if (kind === undefined) throw new S3Error('NotImplemented', `The payload ${declared} is not known to this fake`);
  const length = requireStreamed(headers);
  const decoder = new ChunkedBody(body, kind.signed ? signed : undefined);
  const content = decoder.content();
  if (content.length !== length) throw incomplete();
  const trailer = kind.trailed ? decoder.trailer(headers['x-amz-trailer']) : {};
  return { content, checksum: verifyChecksum({ ...headers, ...trailer }, content) };
}

function requireStreamed(headers: FakeRequest['headers']): number {
  if (!(headers['content-encoding'] ?? '').split(/,\s*/).includes('aws-chunked'))
    throw new S3Error('InvalidRequest', 'A streaming payload must have the content encoding aws-chunked');
  const length = headers['x-amz-decoded-content-length'];
  if (length === undefined)
    throw new S3Error('MissingContentLength', 'You must provide the x-amz-decoded-content-length HTTP header.');
  return Number(length);
}

/** The content encoding `aws-chunked`, whose chunks may be signed as a chain. */
class ChunkedBody {
  #at = 0;
  #previous: string;

  constructor(
    private readonly body: Buffer,
    private readonly signed: VerifiedSignature | undefined,
  ) {
    this.#previous = signed?.signature ?? '';
  }

  content(): Buffer {
    const chunks: Buffer[] = [];
    for (;;) {
      const [, size = '', signature] = CHUNK.exec(this.#line()) ?? [];
      if (size === '') throw incomplete();
      const length = Number.parseInt(size, 16);
      const chunk = this.body.subarray(this.#at, this.#at + length);
      if (chunk.length !== length) throw incomplete();
      this.#verify('AWS4-HMAC-SHA256-PAYLOAD', [EMPTY, sha256Hex(chunk)], signature);
      this.#at += length;
      if (length === 0) return Buffer.concat(chunks);
      if (this.#line() !== '') throw incomplete();
      chunks.push(chunk);
    }
  }

  trailer(announced: string | undefined): Record<string, string> {
    const found: Record<string, string> = {};
    for (let line = this.#line(); line !== ''; line = this.#line()) {
      const at = line.indexOf(':');
      found[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim();
    }
    const signature = found['x-amz-trailer-signature'];
    delete found['x-amz-trailer-signature'];
    const foreign = Object.keys(found).find((name) => name !== announced);
    if (foreign !== undefined) throw new S3Error('InvalidRequest', `The trailer ${foreign} was not announced by x-amz-trailer`);
    if (announced !== undefined && found[announced] === undefined)
      throw new S3Error('InvalidRequest', `The trailer ${announced} that was announced has not come`);
    const canonical = Object.entries(found).map(([name, value]) => `${name}:${value}\n`);
    this.#verify('AWS4-HMAC-SHA256-TRAILER', [sha256Hex(canonical.join(''))], signature);
    return found;
  }

  #line(): string {
    const end = this.body.indexOf('\r\n', this.#at);
    // SDKs end the trailer with its last line or with an empty line.
    if (end < 0 && this.#at === this.body.length) return '';
    if (end < 0) throw incomplete();
    const line = this.body.toString('latin1', this.#at, end);
    this.#at = end + 2;
    return line;
  }

  #verify(algorithm: string, hashes: readonly string[], given: string | undefined): void {
    if (this.signed === undefined) return;
    const { key, scope, date } = this.signed;
    const expected = hmac(key, [algorithm, date, scope, this.#previous, ...hashes].join('\n')).toString('hex');
    if (given !== expected) throw mismatch();
    this.#previous = expected;
  }
}
