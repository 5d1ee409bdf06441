import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readSamples, findSampleValue, until } from '@throughline/stack/testing';
import { EventStreamReader } from '../../testing/event-stream.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';

const REQUESTS = 'throughline_http_requests_total';
const SCRAPER = 'scraper-0123456789-0123456789';

describe('the metrics of a gateway', () => {
  let gateway: MemoryGateway;
  beforeEach(async () => {
    gateway = await openMemoryGateway();
  });
  afterEach(() => gateway.close());

  const scrape = async (): Promise<string> => {
    const response = await gateway.app.inject({ url: '/metrics' });
    expect([response.statusCode, response.headers['content-type'], response.headers['cache-control']]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
      'no-store',
    ]);
    return response.body;
  };
  const routes = (text: string): string[] => [
    ...new Set(
      readSamples(text)
        .filter(({ name }) => name === REQUESTS)
        .map(({ labels }) => labels['route'] ?? ''),
    ),
  ];

  it('count requests by the template of the route, the method and the status', async () => {
    const authorization = `Bearer ${gateway.token}`;
    for (const id of ['0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11', '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12'])
      await gateway.app.inject({ url: `/api/v1/recordings/${id}`, headers: { authorization } });
    await gateway.app.inject({ url: '/api/v1/recordings' });
    const text = await scrape();
    const of = (route: string, status: string): number | undefined =>
      findSampleValue(text, REQUESTS, { route, method: 'GET', status });
    expect(of('/api/v1/recordings/:id', '404')).toBe(2);
    expect(of('/api/v1/recordings', '401')).toBe(1);
    const route = '/api/v1/recordings/:id';
    expect(findSampleValue(text, 'throughline_http_request_duration_seconds_count', { route, method: 'GET' })).toBe(2);
    // The scrape itself.
    expect(findSampleValue(text, 'throughline_http_requests_in_flight')).toBe(1);
  });

  it('have one value for every unknown path and every unknown method', async () => {
    for (let number = 0; number < 300; number += 1)
      await gateway.app.inject({ url: `/wp-admin/${String(number)}.php?x=${String(number)}` });
    for (const url of ['/api/v1/recordings/a/b/c/d/e', '/%F0%9F%92%A9', '/api/v2/x', '/metrics/x', '/..%2f..%2fetc'])
      await gateway.app.inject({ url });
    await gateway.app.inject({ method: 'PROPFIND' as 'GET', url: '/api/v1/recordings' });
    const text = await scrape();
    expect(routes(text)).toEqual(['unknown']);
    expect(findSampleValue(text, REQUESTS, { method: 'GET' })).toBe(305);
    expect(findSampleValue(text, REQUESTS, { method: 'other' })).toBe(1);
  });

  it('contain nothing that people write, and do not grow with it', async () => {
    const register = (title: string): Promise<unknown> => upload(gateway, { fields: { title } });
    await register('first');
    const before = readSamples(await scrape()).length;
    for (const title of ['Zeugnis von Anna', '"} throughline_evil_total 1', '${jndi:x}', 'отпуск 2026', 'a'.repeat(200)])
      await register(title);
    const text = await scrape();
    // The second scrape counts the first.
    const own = readSamples(text).filter(({ labels }) => labels['route'] === '/metrics').length;
    expect(readSamples(text)).toHaveLength(before + own);
    expect(text).not.toMatch(/Anna|evil|jndi|отпуск|aaaa/);
  });

  it('count open streams, and no closed ones', async () => {
    await gateway.app.listen(0, '127.0.0.1');
    const headers = { authorization: `Bearer ${gateway.token}` };
    const reader = await EventStreamReader.open(`${await gateway.app.getUrl()}/api/v1/me/stream`, headers);
    const countHeld = async (): Promise<number | undefined> => findSampleValue(await scrape(), 'throughline_streams_open');
    await until(async () => (await countHeld()) === 1, { what: 'the stream' });
    reader.close();
    await until(async () => (await countHeld()) === 0, { what: 'the end of the stream' });
    expect(findSampleValue(await scrape(), REQUESTS, { route: '/api/v1/me/stream' })).toBe(1);
  });

  it('count requests whose client has left as aborted', async () => {
    await gateway.app.listen(0, '127.0.0.1');
    const { port } = gateway.app.getHttpServer().address() as AddressInfo;
    const path = `/api/v1/recordings?wait=30`;
    const leaving = httpRequest({ host: '127.0.0.1', port, method: 'POST', path, headers: { 'content-length': '100' } });
    leaving.on('error', () => undefined);
    leaving.setHeader('authorization', `Bearer ${gateway.token}`);
    leaving.setHeader('content-type', 'application/json');
    leaving.write('{');
    await until(async () => findSampleValue(await scrape(), 'throughline_http_requests_in_flight') === 2, {
      what: 'the request on its way',
    });
    leaving.destroy();
    await until(async () => findSampleValue(await scrape(), REQUESTS, { status: 'aborted', method: 'POST' }) === 1, {
      what: 'the request that was left',
    });
    expect(findSampleValue(await scrape(), 'throughline_http_requests_in_flight')).toBe(1);
  });
});

describe('metrics with a token', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway({ settings: { metricsToken: SCRAPER } });
  });
  afterAll(() => gateway.close());

  const status = async (token?: string): Promise<number> =>
    (await gateway.app.inject({ url: '/metrics', headers: token === undefined ? {} : { authorization: `Bearer ${token}` } }))
      .statusCode;

  it('are shown to a scraper with the token', async () => {
    expect(await status(SCRAPER)).toBe(200);
  });

  it('are refused to everybody else, including administrators, whose token has too many rights for a scraper', async () => {
    expect([await status(), await status('scraper'), await status(gateway.token)]).toEqual([401, 401, 401]);
  });

  it('have a token that grants nothing else', async () => {
    const headers = { authorization: `Bearer ${SCRAPER}` };
    expect((await gateway.app.inject({ url: '/api/v1/recordings', headers })).statusCode).toBe(401);
  });
});
