import { createHash, createHmac } from 'node:crypto';
import { request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { S3Fake } from './s3-fake.js';
import { extractText } from './xml.js';

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');
const hmac = (key: Buffer | string, content: string): Buffer => createHmac('sha256', key).update(content).digest();

interface Raw {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly unsigned?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly xml: string;
}

/** Sends requests that no SDK would send. */
class RawClient {
  readonly date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');

  constructor(
    private readonly fake: S3Fake,
    private readonly host = new URL(fake.endpoint).host,
  ) {}

  get scope(): string {
    return `${this.date.slice(0, 8)}/${this.fake.region}/s3/aws4_request`;
  }

  get key(): Buffer {
    return this.scope.split('/').reduce<Buffer | string>(hmac, `AWS4${this.fake.credentials.secretAccessKey}`) as Buffer;
  }

  headers({ method, path, query = '', headers = {}, body = '' }: Raw): Record<string, string> {
    const all: Record<string, string> = {
      host: this.host,
      'x-amz-content-sha256': sha256(body),
      'x-amz-date': this.date,
      ...headers,
    };
    const names = Object.keys(all).sort();
    const canonical = [
      method,
      path,
      query,
      ...names.map((name) => `${name}:${all[name] ?? ''}`),
      '',
      names.join(';'),
      all['x-amz-content-sha256'] ?? '',
    ];
    const signature = hmac(this.key, `AWS4-HMAC-SHA256\n${this.date}\n${this.scope}\n${sha256(canonical.join('\n'))}`);
    const credential = `${this.fake.credentials.accessKeyId}/${this.scope}`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${names.join(';')},Signature=${signature.toString('hex')}`;
    return { ...all, authorization };
  }

  signatureOf(raw: Raw): string {
    return this.headers(raw)['authorization']?.split('Signature=')[1] ?? '';
  }

  async send(raw: Raw, headers = this.headers(raw)): Promise<Answer> {
    const { hostname, port } = new URL(this.fake.endpoint);
    const path = raw.query === undefined ? raw.path : `${raw.path}?${raw.query}`;
    const length = { 'content-length': String(Buffer.byteLength(raw.body ?? '')) };
    const given = { ...length, ...headers, ...raw.unsigned };
    return new Promise((resolve, reject) => {
      const sent = send({ hostname, port, method: raw.method, path, headers: given }, (response) => {
        text(response)
          .then((xml) => {
            resolve({ status: response.statusCode ?? 0, code: extractText(xml, 'Code'), xml });
          })
          .catch(reject);
      });
      sent.on('error', reject);
      sent.end(raw.body);
    });
  }
}

describe('S3Fake, with handmade requests', () => {
  let fake: S3Fake;
  let client: RawClient;
  beforeEach(async () => {
    fake = await S3Fake.start();
    client = new RawClient(fake);
  });
  afterEach(() => fake.close());
  const put: Raw = { method: 'PUT', path: '/bucket/key', body: 'content' };

  it('accepts a request that is signed as in the reference', async () => {
    expect(await client.send(put)).toMatchObject({ status: 200 });
    expect(await client.send({ method: 'GET', path: '/bucket/key' })).toMatchObject({ status: 200, xml: 'content' });
  });

  it('refuses unsigned requests', async () => {
    expect(await client.send(put, {})).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(await client.send(put, { authorization: 'Bearer x' })).toMatchObject({ code: 'AuthorizationHeaderMalformed' });
  });

  it.each<[string, string, Partial<Raw>]>([
    ['another path', 'SignatureDoesNotMatch', { path: '/bucket/other' }],
    ['another method', 'SignatureDoesNotMatch', { method: 'DELETE' }],
    ['another query', 'SignatureDoesNotMatch', { query: 'uploads=' }],
    ['another content', 'XAmzContentSHA256Mismatch', { body: 'CONTENT' }],
    ['a header that is not signed', 'AccessDenied', { unsigned: { 'x-amz-meta-owner': 'me' } }],
  ])('refuses %s than the signature covers', async (_, code, other) => {
    expect(await client.send({ ...put, ...other }, client.headers(put))).toMatchObject({ code });
    expect(fake.bucket().objects.size).toBe(0);
  });

  it.each<[string, string, Raw]>([
    ['the creation of a bucket', 'MethodNotAllowed', { method: 'PUT', path: '/bucket' }],
    ['a listing of the first version', 'NotImplemented', { method: 'GET', path: '/bucket' }],
    ['a sub-resource', 'NotImplemented', { method: 'GET', path: '/bucket/key', query: 'acl=' }],
    ['a copy', 'NotImplemented', { ...put, headers: { 'x-amz-copy-source': '/bucket/x' } }],
    ['a storage class', 'NotImplemented', { ...put, headers: { 'x-amz-storage-class': 'GLACIER' } }],
    ['an unknown condition', 'NotImplemented', { ...put, headers: { 'if-none-match': '"x"' } }],
    ['a key that is too long', 'KeyTooLongError', { ...put, path: `/bucket/${'x'.repeat(1_025)}` }],
  ])('does not ignore %s', async (_, code, raw) => {
    expect(await client.send(raw)).toMatchObject({ code });
    expect(fake.bucket().objects.size).toBe(0);
  });

  it('requires the bucket in the path, or in the host if started so', async () => {
    const byHost = new RawClient(fake, 'bucket.localhost');
    expect(await byHost.send({ ...put, path: '/key' })).toMatchObject({ code: 'InvalidRequest' });
    const other = await S3Fake.start({ addressing: 'virtual-host' });
    try {
      expect(await new RawClient(other).send(put)).toMatchObject({ code: 'InvalidRequest' });
      expect(await new RawClient(other, 'bucket.localhost').send({ ...put, path: '/key' })).toMatchObject({ status: 200 });
      expect([...other.bucket().objects.keys()]).toEqual(['key']);
    } finally {
      await other.close();
    }
  });

  describe('with signed chunks', () => {
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc32('content'));
    const head: Raw = {
      method: 'PUT',
      path: '/bucket/key',
      headers: {
        'content-encoding': 'aws-chunked',
        'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
        'x-amz-decoded-content-length': '7',
        'x-amz-trailer': 'x-amz-checksum-crc32',
      },
    };
    const bodyOf = (chunks: readonly string[], trailer = checksum.toString('base64')): string => {
      let previous = client.signatureOf(head);
      const sign = (algorithm: string, ...hashes: string[]): string => {
        const signed = [algorithm, client.date, client.scope, previous, ...hashes].join('\n');
        return (previous = hmac(client.key, signed).toString('hex'));
      };
      const signed = [...chunks, ''].map((chunk) => {
        const signature = sign('AWS4-HMAC-SHA256-PAYLOAD', sha256(''), sha256(chunk));
        const line = `${Buffer.byteLength(chunk).toString(16)};chunk-signature=${signature}\r\n`;
        return chunk === '' ? line : `${line}${chunk}\r\n`;
      });
      const given = `x-amz-checksum-crc32:${trailer}`;
      const last = sign('AWS4-HMAC-SHA256-TRAILER', sha256(`${given}\n`));
      return `${signed.join('')}${given}\r\nx-amz-trailer-signature:${last}\r\n\r\n`;
    };
    const sendBody = (body: string): Promise<Answer> => client.send({ ...head, body }, client.headers(head));

    it('decodes and verifies chunks', async () => {
      expect(await sendBody(bodyOf(['cont', 'ent']))).toMatchObject({ status: 200 });
      expect(fake.bucket().objects.get('key')?.content.toString()).toBe('content');
    });

    it.each<[string, string, () => string]>([
      ['a changed chunk', 'SignatureDoesNotMatch', () => bodyOf(['content']).replace('content', 'CONTENT')],
      ['fewer bytes than were declared', 'IncompleteBody', () => bodyOf(['conten'])],
      ['a missing end', 'IncompleteBody', () => bodyOf(['content']).slice(0, 100)],
      ['a wrong checksum', 'BadDigest', () => bodyOf(['content'], 'AAAAAA==')],
      ['a changed trailer', 'SignatureDoesNotMatch', () => bodyOf(['content']).replace('crc32:', 'crc32:x')],
      ['an unannounced trailer', 'InvalidRequest', () => bodyOf(['content']).replace('crc32:', 'crc64:')],
    ])('refuses %s', async (_, code, body) => {
      expect(await sendBody(body())).toMatchObject({ code });
      expect(fake.bucket().objects.size).toBe(0);
    });
  });
});
