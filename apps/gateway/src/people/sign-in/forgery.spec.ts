import { openApiDocument } from '../../openapi-document.js';
import { operationsOf } from '#testing/fuzz/api-document.js';
import { Browser, createSignInCode } from '../../testing/browser.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';

const ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const SECURED = operationsOf(await openApiDocument()).filter(({ scope }) => scope !== undefined);
const UNSAFE = SECURED.filter(({ method }) => method !== 'GET');

describe('a page of another site', () => {
  let gateway: MemoryGateway;
  let browser: Browser;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
    browser = await Browser.signedIn(gateway);
  });

  const make = (headers: Record<string, string>) =>
    browser.raw('/api/v1/me/tokens', { method: 'POST', body: { name: 'spec' }, headers });

  it('cannot make a browser change anything', async () => {
    expect(UNSAFE.length).toBeGreaterThan(15);
    const taken: string[] = [];
    for (const { name, method, path } of UNSAFE) {
      const url = path.replaceAll(/\{\w+\}/g, ID);
      const sent = { method: method as 'POST', headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' } };
      const { statusCode, body } = await browser.raw(url, sent);
      if (statusCode !== 403 || !body.includes('"code":"csrf"')) taken.push(`${name}: ${String(statusCode)}`);
    }
    expect(taken).toEqual([]);
  });

  const own = { origin: 'http://localhost:80', 'sec-fetch-site': 'same-origin' };

  it.each<[string, (csrf: string) => Record<string, string>]>([
    ['no token', () => own],
    ['an empty token', () => ({ ...own, 'x-csrf-token': '' })],
    ['a slightly changed token', (csrf) => ({ ...own, 'x-csrf-token': `${csrf.slice(0, -2)}xx` })],
    ['the token without Origin and Referer', (csrf) => ({ 'x-csrf-token': csrf })],
    ['the token from another site', (csrf) => ({ ...own, 'x-csrf-token': csrf, 'sec-fetch-site': 'cross-site' })],
    ['the token from another port of the same host', (csrf) => ({ 'x-csrf-token': csrf, 'sec-fetch-site': 'same-site' })],
    ['the token from a typed address', (csrf) => ({ 'x-csrf-token': csrf, 'sec-fetch-site': 'none' })],
    ['the token and a foreign Origin', (csrf) => ({ 'x-csrf-token': csrf, origin: 'http://elsewhere.example' })],
    ['the token and a similar Origin', (csrf) => ({ 'x-csrf-token': csrf, origin: 'http://localhost.elsewhere.example' })],
    ['the token and an Origin with another port', (csrf) => ({ 'x-csrf-token': csrf, origin: 'http://localhost:81' })],
    ['the token from a sandboxed frame', (csrf) => ({ 'x-csrf-token': csrf, origin: 'null' })],
  ])('is refused with %s', async (_, headers) => {
    const response = await make(headers(browser.csrfToken));
    expect(response.json()).toMatchObject({ status: 403, code: 'csrf' });
    expect(response.body).not.toContain(browser.csrfToken);
  });

  it('is distinguished from our own page, even by older browsers', async () => {
    const token = { 'x-csrf-token': browser.csrfToken };
    expect((await make({ ...own, ...token })).statusCode).toBe(201);
    expect((await make({ ...token, origin: 'http://localhost' })).statusCode).toBe(201);
    expect((await make({ ...token, 'sec-fetch-site': 'same-origin' })).statusCode).toBe(201);
  });

  it('cannot use the CSRF token of another sign-in, even of the same user', async () => {
    const second = await Browser.signedIn(gateway);
    expect((await make({ ...own, 'x-csrf-token': second.csrfToken })).json()).toMatchObject({ code: 'csrf' });
  });

  it('cannot sign a person in under another name', async () => {
    const code = await createSignInCode(gateway);
    const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    const open = { method: 'POST', body: { code } } as const;
    expect((await browser.raw('/api/v1/auth/session', { ...open, headers })).json()).toMatchObject({ code: 'csrf' });
    // The refused attempts have not used the code.
    expect((await browser.raw('/api/v1/auth/session', open)).statusCode).toBe(200);
  });

  it('does not include our own page behind a proxy', async () => {
    const behindProxy = await openMemoryGateway({ settings: { publicUrl: 'https://recordings.example' } });
    const page = await (async () => {
      const one = new Browser(behindProxy, 'recordings.example');
      await one.open(await createSignInCode(behindProxy));
      return one;
    })();
    const headers = { host: '127.0.0.1:8080', origin: 'https://recordings.example', 'x-csrf-token': page.csrfToken };
    const made = await page.raw('/api/v1/me/tokens', { method: 'POST', body: { name: 'spec' }, headers });
    expect(made.statusCode).toBe(201);
    await behindProxy.close();
  });

  it('is distinguished from our own page by Sec-Fetch-Site if a proxy has changed the host', async () => {
    const headers = { host: '10.0.0.7:8080', origin: 'https://recordings.example', 'x-csrf-token': browser.csrfToken };
    expect((await make(headers)).json()).toMatchObject({ code: 'csrf' });
    expect((await make({ ...headers, 'sec-fetch-site': 'same-origin' })).statusCode).toBe(201);
  });

  it('cannot read our answers either: no answer allows another origin', async () => {
    for (const { path } of SECURED.filter(({ method }) => method === 'GET').slice(0, 5)) {
      const { headers } = await browser.raw(path.replaceAll(/\{\w+\}/g, ID), {
        headers: { origin: 'https://elsewhere.example' },
      });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});
