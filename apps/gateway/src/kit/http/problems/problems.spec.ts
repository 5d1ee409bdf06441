import { RetryableError, WaitingError } from '@throughline/contracts';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { problemsMarkdown } from './problems-markdown.js';
import { problemsPage } from '../docs/problems-page.js';
import { openMemoryGateway, type MemoryGateway } from '../../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../../testing/renewed-memory-gateway.js';
import { upload } from '../../../testing/upload.js';
import { problemKinds } from './catalogue.js';

const UNKNOWN = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

describe('refusals', () => {
  let gateway: MemoryGateway;
  let auth: { authorization: string };
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    auth = { authorization: `Bearer ${gateway.token}` };
  });
  afterAll(() => gateway.close());

  const ask = (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    more: { headers?: Record<string, string>; payload?: string } = {},
  ) =>
    gateway.app.inject({
      method,
      url,
      headers: { ...auth, ...more.headers },
      ...(more.payload === undefined ? {} : { payload: more.payload }),
    });

  const PAIRS = { 'content-type': 'application/x-www-form-urlencoded' };
  const json = { 'content-type': 'application/json' };

  it.each<
    [string, 'GET' | 'POST' | 'PUT' | 'DELETE', string, { headers?: Record<string, string>; payload?: string }, number, string]
  >([
    ['an unknown path', 'GET', '/api/v1/nothing', {}, 404, 'unknown-path'],
    ['a path that cannot be decoded', 'GET', '/api/v1/recordings/%zz', {}, 400, 'malformed-request'],
    ['a path part of 2 kB', 'GET', `/api/v1/recordings/${'x'.repeat(2_000)}`, {}, 400, 'malformed-request'],
    ['a path part of 2 kB of a change', 'POST', `/api/v1/recordings/${'x'.repeat(2_000)}/run`, {}, 400, 'malformed-request'],
    ['an invalid id', 'GET', '/api/v1/recordings/not-an-id', {}, 404, 'not-found'],
    ['an id with NUL', 'GET', '/api/v1/recordings/%00', {}, 400, 'malformed-request'],
    ['a query with NUL', 'GET', '/api/v1/recordings?q=a%00b', {}, 400, 'malformed-request'],
    ['a query with an unpaired surrogate', 'GET', '/api/v1/recordings?q=%ED%A0%BD', {}, 400, 'malformed-request'],
    ['a URL-encoded form with NUL', 'POST', '/api/v1/webhooks/x', { headers: PAIRS, payload: 'a=%00' }, 400, 'invalid'],
    [
      'text with NUL in any field',
      'POST',
      '/api/v1/recordings',
      { headers: json, payload: String.raw`{"source":{"kind":"simulated","settings":{"script":[{"text":"a\u0000"}]}}}` },
      400,
      'invalid',
    ],
    [
      'JSON with a duplicate name',
      'POST',
      `/api/v1/recordings/${UNKNOWN}/run`,
      { headers: json, payload: '{"output_config":{"outputs":[],"outputs":["library"]}}' },
      400,
      'malformed-request',
    ],
    ['a method that the path does not support', 'PUT', '/api/v1/recordings', {}, 405, 'method-not-allowed'],
    ['a method on an item', 'PUT', `/api/v1/recordings/${UNKNOWN}`, {}, 405, 'method-not-allowed'],
    ['a path that /run replaces', 'POST', `/api/v1/recordings/${UNKNOWN}/retry-upload`, {}, 404, 'unknown-path'],
    ['broken JSON', 'POST', '/api/v1/me/tokens', { headers: json, payload: '{"name":' }, 400, 'malformed-request'],
    [
      'JSON with a prototype',
      'POST',
      '/api/v1/me/tokens',
      { headers: json, payload: '{"__proto__":{"a":1},"name":"x"}' },
      400,
      'malformed-request',
    ],
    ['JSON that is a list', 'POST', '/api/v1/me/tokens', { headers: json, payload: '[]' }, 400, 'invalid'],
    ['JSON that is a string', 'POST', '/api/v1/me/tokens', { headers: json, payload: '"x"' }, 400, 'invalid'],
    [
      'a body over the limit',
      'POST',
      '/api/v1/me/tokens',
      { headers: json, payload: `{"name":"${'x'.repeat(70_000)}"}` },
      413,
      'too-large',
    ],
    [
      'a form instead of JSON',
      'POST',
      '/api/v1/me/tokens',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'name=x' },
      415,
      'unsupported-media-type',
    ],
    [
      'text instead of JSON',
      'POST',
      `/api/v1/recordings/${UNKNOWN}/run`,
      { headers: { 'content-type': 'text/plain' }, payload: 'x' },
      415,
      'unsupported-media-type',
    ],
    ['an invalid query', 'GET', '/api/v1/recordings?limit=0', {}, 400, 'invalid'],
  ])('of %s are problem documents', async (_, method, url, more, status, code) => {
    const response = await ask(method, url, more);
    expect({ status: response.statusCode, code: response.json<{ code: string }>().code }).toEqual({ status, code });
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(response.headers['x-request-id']).toEqual(expect.any(String));
    expect(response.json()).toMatchObject({
      type: `/docs/problems#${code}`,
      status,
      title: expect.any(String) as string,
      detail: expect.any(String) as string,
    });
  });

  it.each<[url: string, part: string, method?: 'GET' | 'POST']>([
    ['/api/v1/recordings?q=a%00b', 'query'],
    ['/api/v1/recordings/%00', 'path'],
    ['/api/v1/recordings/%zz', 'path'],
    [`/api/v1/recordings/${'x'.repeat(2_000)}`, 'path'],
    [`/api/v1/recordings/${'x'.repeat(2_000)}/run`, 'path', 'POST'],
  ])('name the part of the address that is wrong, and not a body: %s', async (url, part, method = 'GET') => {
    const { detail, try_instead: advice } = (await ask(method, url)).json<{ detail: string; try_instead: string }>();
    expect(detail).toContain(`${part} of the address`);
    expect(advice).not.toMatch(/body|multipart/);
  });

  it('list every wrong field at once, by pointer', async () => {
    const payload = JSON.stringify({ name: '', scopes: ['read', 'root'], expires_in_days: 0, colour: 'red' });
    const { errors } = (await ask('POST', '/api/v1/me/tokens', { headers: json, payload })).json<{
      errors: { pointer: string }[];
    }>();
    expect(new Set(errors.map(({ pointer }) => pointer))).toEqual(new Set(['/name', '/scopes', '/expires_in_days', '/colour']));
  });

  it('list the methods of a path', async () => {
    const { headers } = await ask('PUT', '/api/v1/recordings');
    expect(String(headers['allow']).split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
  });

  it('answer an unknown and a foreign recording with equal bytes', async () => {
    const foreign = await gateway.tokenFor(['admin']);
    const { id } = await registerRecording(gateway);
    const get = (of: string, token: string) =>
      gateway.app.inject({
        url: `/api/v1/recordings/${of}`,
        headers: { authorization: `Bearer ${token}`, 'x-request-id': 'same' },
      });
    const [unknown, other, malformed] = await Promise.all([get(UNKNOWN, foreign), get(id, foreign), get('x', foreign)]);
    expect(other.statusCode).toBe(404);
    expect(other.rawPayload.equals(unknown.rawPayload)).toBe(true);
    expect(other.rawPayload.equals(malformed.rawPayload)).toBe(true);
    const names = (response: typeof other): string[] => Object.keys(response.headers).sort();
    expect(names(other)).toEqual(names(unknown));
  });

  it.each(['run', 'events', 'artifacts', 'artifacts/transcript.srt'])(
    'do not reveal a foreign recording by its %s',
    async (part) => {
      const { id } = await registerRecording(gateway);
      const authorization = `Bearer ${await gateway.tokenFor(['admin'])}`;
      const method = part === 'run' ? 'POST' : 'GET';
      const [foreign, unknown] = await Promise.all(
        [id, UNKNOWN].map((of) =>
          gateway.app.inject({ method, url: `/api/v1/recordings/${of}/${part}`, headers: { authorization } }),
        ),
      );
      expect(foreign?.statusCode).toBe(404);
      expect(foreign?.body).toBe(unknown?.body);
    },
  );

  const renew = renewMemoryGateway();

  it('hide internal errors, and give the id of the request', async () => {
    const broken = await renew({
      rows: { byIds: () => Promise.reject(new Error('password=hunter2')) } as unknown as MemoryGateway['rows'],
    });
    const response = await broken.app.inject({
      url: `/api/v1/recordings/${UNKNOWN}`,
      headers: { authorization: `Bearer ${broken.token}`, 'x-request-id': 'find-me' },
    });
    expect(response.json()).toMatchObject({ status: 500, code: 'internal', request_id: 'find-me' });
    expect(response.body).not.toContain('hunter2');
  });

  it.each([
    ['the artifact bucket is unavailable', new WaitingError('store-away', 'the bucket'), 'unavailable'],
    ['the artifact bucket has refused one request', new RetryableError('store-failed', 'the bucket'), 'unavailable'],
    ['the database is unavailable', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'unavailable'],
    [
      'the database is unavailable at every address',
      new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]),
      'unavailable',
    ],
    [
      'the database is shutting down',
      new Error('query', { cause: Object.assign(new Error('x'), { code: '57P01' }) }),
      'unavailable',
    ],
    ['the log is unavailable', Object.assign(new Error('x'), { kind: 'unavailable' }), 'unavailable'],
    ['nobody answers on the bus', Object.assign(new Error('x'), { name: 'NoRespondersError' }), 'unavailable'],
    ['the outcome is unknown', Object.assign(new Error('x'), { kind: 'outcome-unknown' }), 'outcome-unknown'],
    [
      'a row that it refers to was removed',
      new Error('query', { cause: Object.assign(new Error('x'), { code: '23503' }) }),
      'busy',
    ],
    ['the library was deleted', Object.assign(new Error('x'), { kind: 'library-gone' }), 'busy'],
    ['every attempt lost to a concurrent change', Object.assign(new Error('x'), { kind: 'contention' }), 'busy'],
    ['the disk is full', Object.assign(new Error('x'), { kind: 'retryable', code: 'disk-full' }), 'storage-full'],
  ])('answer 503 with Retry-After if %s', async (_, error, code) => {
    const broken = await renew({ rows: { byIds: () => Promise.reject(error) } as unknown as MemoryGateway['rows'] });
    const response = await broken.app.inject({
      url: `/api/v1/recordings/${UNKNOWN}`,
      headers: { authorization: `Bearer ${broken.token}` },
    });
    expect(response.json()).toMatchObject({ status: 503, code });
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  });

  it("have a request id: the client's if it is safe, else a new one", async () => {
    const given = await ask('GET', '/api/v1/about', { headers: { 'x-request-id': 'abc-1' } });
    const harmful = await ask('GET', '/api/v1/about', { headers: { 'x-request-id': 'a b"c' } });
    expect(given.headers['x-request-id']).toBe('abc-1');
    expect(harmful.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a request that is not even HTTP', () => {
  it('gets a problem document as well', async () => {
    const gateway = await openMemoryGateway();
    await gateway.app.listen(0, '127.0.0.1');
    const url = await gateway.app.getUrl();
    const say = (text: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
        const chunks: Buffer[] = [];
        socket.on('data', (chunk) => chunks.push(chunk));
        socket.on('close', () => {
          resolve(Buffer.concat(chunks).toString());
        });
      });
    const [garbage, endless] = await Promise.all([
      say('nonsense\r\n\r\n'),
      say(`GET / HTTP/1.1\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`),
    ]);
    expect(garbage).toMatch(/^HTTP\/1\.1 400 [^]*application\/problem\+json[^]*"code":"malformed-request"/);
    expect(endless).toMatch(/^HTTP\/1\.1 413 [^]*"code":"too-large"/);
    await gateway.close();
  });
});

describe('the catalogue of problems', () => {
  it.each(Object.keys(problemKinds))('explains %s on the page that its type links to', (code) => {
    expect(problemsPage()).toContain(`<section id="${code}">`);
  });

  it('equals docs/problems.md', () => {
    expect(readFileSync(new URL('../../../../../../docs/problems.md', import.meta.url), 'utf8')).toBe(problemsMarkdown());
  });
});

async function registerRecording(gateway: MemoryGateway): Promise<{ id: string }> {
  return upload(gateway, { fields: { allow_duplicate: 'true' }, bytes: 'mine' });
}
