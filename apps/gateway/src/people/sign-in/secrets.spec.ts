import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { FalseProvider } from '#testing/identity-provider/false-provider.js';
import { SoftwareAuthenticator, type RequestOptions } from '#testing/software-authenticator.js';
import { pino } from 'pino';
import { Browser, createSignInCode } from '../../testing/browser.js';
import { formOf } from '../../testing/forms.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import type { OidcSettings } from '../identities/oidc-settings.js';
import { MemoryPublishedSetStore } from '../../testing/memory-published-set-store.js';
import { MemorySessionStore } from '../../testing/memory-session-store.js';
import { MemoryUserStore } from '../../testing/memory-user-store.js';
import { completeStep, startStep } from '../../testing/work-through.js';

const OIDC: Omit<OidcSettings, 'issuer'> = {
  clientId: 'throughline',
  clientSecret: undefined,
  name: 'False',
  scopes: ['openid'],
  roleClaim: 'groups',
  roles: new Map(),
  admission: 'anyone',
  timeoutMs: 10_000,
};

class Log extends Writable {
  text = '';
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

describe('a secret', () => {
  const log = new Log();
  let provider: FalseProvider;
  let gateway: MemoryGateway;
  let browser: Browser;
  const secrets: string[] = [];
  const answers: string[] = [];
  let id: string;

  const keep = <T extends { readonly body: string }>(answer: T): T => {
    answers.push(answer.body);
    return answer;
  };

  beforeAll(async () => {
    provider = await FalseProvider.open();
    gateway = await openMemoryGateway({
      settings: { oidc: { ...OIDC, issuer: provider.issuer } },
      ports: { log: pino({ level: 'trace' }, log) },
    });
    const code = await createSignInCode(gateway);
    browser = new Browser(gateway);
    await browser.open(code);
    const secret = browser.cookie.split('=')[1] ?? '';
    const form = formOf({ title: 'By a browser', run: 'true' }, { bytes: 'a recording' });
    const registered = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/recordings',
      headers: { ...browser.fromOwnPage(), cookie: browser.cookie, 'x-csrf-token': browser.csrfToken, ...form.headers },
      payload: form.payload,
    });
    ({ id } = keep(registered).json<{ id: string }>());
    await startStep(gateway, id, 'DOWNLOAD');
    const stored = await gateway.artifacts.put(`${id}/files/0`, Buffer.from('bytes'));
    const file = { role: 'spec', name: 'video.mp4', key: `${id}/files/0`, mediaType: 'video/mp4', ...stored };
    await completeStep(gateway, id, 'DOWNLOAD', [file]);
    const path = `/api/v1/recordings/${id}/artifacts/video.mp4`;
    const link = new URL((await browser.send(`${path}/link`, { method: 'POST' })).json<{ url: string }>().url);
    const signature = link.searchParams.get('signature') ?? '';
    secrets.push(code, secret, browser.csrfToken, signature, gateway.token);

    // Every kind of failing request, each with the true secret in it.
    keep(await browser.open(code));
    keep(await browser.raw('/api/v1/me/tokens', { method: 'POST', body: { name: 'x' } }));
    keep(await browser.raw('/api/v1/auth/session', { method: 'POST', body: { code, more: code } }));
    keep(await browser.raw('/api/v1/me', { headers: { authorization: `Bearer ${secret}` } }));
    keep(await gateway.app.inject({ url: `${path}?expires=1&signature=${signature}` }));
    keep(await gateway.app.inject({ url: `${path}?signature=${signature}`, headers: { cookie: browser.cookie } }));
    keep(await browser.send('/api/v1/auth/sessions'));
    keep(await browser.send(`/api/v1/recordings/${id}/events`));
    await refuseInvitation();
    await refuseFeed();
    await refuseEmbed();
    await refusePasskey();
    await refuseProvider();
    keep(await browser.send('/api/v1/admin/log'));
    keep(await gateway.app.inject({ url: '/metrics' }));
  });
  afterAll(async () => {
    await gateway.close();
    await provider.close();
  });

  const post = (path: string, body?: object, by = browser) =>
    by.send(`/api/v1/${path}`, { method: 'POST', ...(body === undefined ? {} : { body }) });

  const refuseInvitation = async (): Promise<void> => {
    const library = (await post('libraries', { name: 'Institute' })).json<{ id: string }>().id;
    const made = (await post(`libraries/${library}/invitations`, { role: 'viewer' })).json<{ id: string; url: string }>();
    const code = new URL(made.url).hash.slice(1);
    secrets.push(code);
    keep(await browser.raw(`/api/v1/invitations/preview?code=${code}`, { method: 'POST', body: { code, more: code } }));
    keep(await post('invitations/accept', { code }));
    keep(await browser.send(`/api/v1/libraries/${library}/invitations/${made.id}`, { method: 'DELETE' }));
    for (const path of ['invitations/preview', 'invitations/accept', 'invitations/join'])
      keep(await post(path, { code, ...(path.endsWith('join') ? { name: code } : {}) }));
    keep(await browser.send(`/api/v1/libraries/${library}/invitations`));
  };

  /** The code of a podcast feed is in its path. */
  const refuseFeed = async (): Promise<void> => {
    const { id: feed, url } = (await post('podcast-feeds', { title: 'Lectures' })).json<{ id: string; url: string }>();
    const path = new URL(url).pathname;
    secrets.push(path.split('/')[4] ?? '');
    expect((await gateway.app.inject({ url: path })).statusCode).toBe(200);
    const files = path.replace('feed.xml', 'episodes');
    keep(await gateway.app.inject({ url: `${files}/01J8Z3V5W6X7Y8Z9A0B1C2D3HA/media.mp3` }));
    for (const further of ['', '/more', '%00', '?code=%ff'])
      keep(await gateway.app.inject({ url: `${path.replace('feed.xml', 'other')}${further}` }));
    keep(await gateway.app.inject({ method: 'POST', url: path }));
    keep(await browser.send(`/api/v1/podcast-feeds/${feed}`));
    keep(await browser.send(`/api/v1/podcast-feeds/${feed}`, { method: 'DELETE' }));
    keep(await gateway.app.inject({ url: path }));
    keep(await browser.send('/api/v1/podcast-feeds'));
  };

  /** The code of an embed is in its path, and in the HTML that the owner copies. */
  const refuseEmbed = async (): Promise<void> => {
    const body = { title: 'Lectures', origins: ['https://school.example'] };
    const { id: embed, url } = (await post('embeds', body)).json<{ id: string; url: string }>();
    const path = new URL(url).pathname;
    const code = path.split('/').at(-1) ?? '';
    secrets.push(code);
    const api = `/api/v1/embedded/${code}`;
    expect((await gateway.app.inject({ url: api })).statusCode).toBe(200);
    for (const further of ['/recordings/01J8Z3V5W6X7Y8Z9A0B1C2D3HA/transcript', '/more', '%00', '?code=%ff'])
      keep(await gateway.app.inject({ url: `${api}${further}` }));
    for (const further of ['', '/more', '%00']) keep(await gateway.app.inject({ url: `${path}${further}` }));
    keep(await gateway.app.inject({ method: 'POST', url: path }));
    keep(await browser.send(`/api/v1/embeds/${embed}`));
    keep(await browser.send(`/api/v1/embeds/${embed}`, { method: 'DELETE' }));
    keep(await gateway.app.inject({ url: api }));
    keep(await browser.send('/api/v1/embeds'));
  };

  const refusePasskey = async (): Promise<void> => {
    const visitor = new Browser(gateway);
    const { options } = (await post('auth/passkey/options', undefined, visitor)).json<{ options: RequestOptions }>();
    const [, asked = ''] = visitor.cookie.split('=');
    secrets.push(options.challenge, asked);
    const response = new SoftwareAuthenticator('http://localhost').get(options);
    keep(await post('auth/passkey', { response }, visitor));
    keep(await post('auth/passkey', { response: options.challenge, more: asked }, visitor));
  };

  const refuseProvider = async (): Promise<void> => {
    const visitor = new Browser(gateway);
    const start = (await post('auth/provider', undefined, visitor)).json<{ url: string }>().url;
    const [, begun = ''] = visitor.cookie.split('=');
    const { searchParams } = new URL(start);
    const code = randomBytes(32).toString('hex');
    const idToken = provider.sign({ iss: provider.issuer, nonce: 'of another start' });
    provider.answers.set('/token', {
      status: 200,
      body: JSON.stringify({ token_type: 'Bearer', access_token: code, id_token: idToken }),
    });
    secrets.push(code, begun, idToken, searchParams.get('state') ?? '', searchParams.get('nonce') ?? '');
    const { pathname, search } = FalseProvider.returnOf(start, { iss: provider.issuer, code });
    const [first, again] = [await visitor.raw(`${pathname}${search}`), await visitor.raw(`${pathname}${search}`)];
    expect([first, again].map(({ headers }) => headers.location)).toEqual(
      ['invalid', 'expired'].map((why) => `http://localhost:80/sign-in?provider=${why}`),
    );
    answers.push(JSON.stringify([first.headers.location, again.headers.location]));
    keep(await visitor.raw(`${pathname}${search}&code=${code}`));
    secrets.push(provider.redeemed[0]?.get('code_verifier') ?? '');
  };

  it('is in no answer, whatever was wrong with the request', () => {
    expect(answers.length).toBeGreaterThan(20);
    expect(secrets).toHaveLength(16);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(40);
      expect(answers.join('\n')).not.toContain(secret);
    }
  });

  it('is in no event', async () => {
    const events = JSON.stringify(await gateway.ports.history.load(id));
    expect(events).toContain(gateway.owner);
    for (const secret of secrets) expect(events).not.toContain(secret);
  });

  it('is in no line of the log, even if the store fails on it', async () => {
    const fail = (): Promise<never> => Promise.reject(new Error('the store is broken'));
    const sessions = Object.assign(new MemorySessionStore(new MemoryUserStore()), { redeem: fail, findValid: fail });
    const publishedSets = Object.assign(new MemoryPublishedSetStore(), { findByHash: fail });
    const webDir = await mkdtemp(join(tmpdir(), 'tl-secrets-'));
    await writeFile(join(webDir, 'index.html'), '<!doctype html><title>page</title>');
    const fault = await openMemoryGateway({
      settings: { webDir },
      ports: { sessions, publishedSets, log: pino({ level: 'trace' }, log) },
    });
    const [code = '', secret = ''] = secrets;
    const open = await fault.app.inject({ method: 'POST', url: '/api/v1/auth/session', payload: { code } });
    const me = await fault.app.inject({ url: '/api/v1/me', headers: { cookie: `tl_session=${secret}` } });
    const feed = await fault.app.inject({ url: `/api/v1/feeds/${secrets[6] ?? ''}/feed.xml` });
    const embed = await fault.app.inject({ url: `/api/v1/embedded/${secrets[7] ?? ''}` });
    const framed = await fault.app.inject({ url: `/embed/${secrets[7] ?? ''}`, headers: { accept: 'text/html' } });
    await fault.close();
    await rm(webDir, { recursive: true });
    const faults = [open, me, feed, embed, framed];
    expect(faults.map(({ statusCode }) => statusCode)).toEqual([500, 500, 500, 500, 500]);
    expect(log.text).toContain('the store is broken');
    for (const one of secrets) expect(log.text + faults.map(({ body }) => body).join('\n')).not.toContain(one);
  });
});
