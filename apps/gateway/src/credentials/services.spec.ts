import { randomBytes } from 'node:crypto';
import {
  CredentialVault,
  CredentialWriter,
  CredentialWriters,
  OAuthProviders,
  createDropboxEndpoints,
  createGoogleEndpoints,
  createMicrosoftEndpoints,
  createVkEndpoints,
  createZoomEndpoints,
} from '@throughline/credentials';
import { SOURCE_CREDENTIAL_STORE } from '@throughline/contracts';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { AllowList } from '@throughline/outgoing';
import {
  DropboxFake,
  FAKE_DROPBOX_ACCOUNT,
  FAKE_GOOGLE_ACCOUNT,
  FAKE_MICROSOFT_ACCOUNT,
  FAKE_VK_ACCOUNT,
  FAKE_ZOOM_USER,
  GoogleFake,
  MicrosoftFake,
  VkFake,
  ZoomFake,
} from '@throughline/strict-fakes';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { renewMemoryGateway } from '../testing/renewed-memory-gateway.js';
import { sendRequest } from '../testing/send-request.js';
import { MemoryOutputService } from '../testing/memory-output-service.js';
import { MemorySourceService } from '../testing/memory-source-service.js';

const ORIGIN = 'http://recordings.example';
const allowed = AllowList.parse('127.0.0.1') as AllowList;

interface Item {
  readonly id: number;
  readonly state: string;
  readonly account: string | null;
}

describe('accounts at services', () => {
  let fakes: { google: GoogleFake; dropbox: DropboxFake; microsoft: MicrosoftFake; vk: VkFake; zoom: ZoomFake };
  let consent: OAuthProviders;
  let gateway: MemoryGateway;
  let vault: CredentialVault;
  let sourceVault: CredentialVault;
  let service: MemoryOutputService;
  let sourceService: MemorySourceService;
  const masterKey = randomBytes(32);
  const renew = renewMemoryGateway(() => ({ settings: { publicUrl: ORIGIN, masterKey } }));
  beforeEach(async () => {
    const client = { redirectUris: [`${ORIGIN}/api/v1/credentials/oauth/callback`] };
    const [google, dropbox, microsoft, vk, zoom] = await Promise.all([
      GoogleFake.start({ client }),
      DropboxFake.start({ client }),
      MicrosoftFake.start({ client }),
      VkFake.start({ client }),
      ZoomFake.start({ userApp: client }),
    ]);
    fakes = { google, dropbox, microsoft, vk, zoom };
    consent = new OAuthProviders(
      {
        google: createGoogleEndpoints(google.url),
        dropbox: createDropboxEndpoints(dropbox.url),
        microsoft: createMicrosoftEndpoints(microsoft.url),
        vk: createVkEndpoints(vk.url),
        zoomUsers: createZoomEndpoints(zoom.url),
      },
      allowed,
    );
    const [records, sourceRecords] = [new MemoryKeyValueStore(), new MemoryKeyValueStore()];
    vault = new CredentialVault(records, masterKey);
    sourceVault = new CredentialVault(sourceRecords, masterKey, SOURCE_CREDENTIAL_STORE);
    const secrets = new CredentialWriters(
      new CredentialWriter(records, masterKey),
      new CredentialWriter(sourceRecords, masterKey, SOURCE_CREDENTIAL_STORE),
    );
    [service, sourceService] = [new MemoryOutputService(), new MemorySourceService()];
    gateway = await renew({ secrets, consent, outputService: service, sourceService });
  });
  afterEach(async () => {
    await consent.close();
    for (const fake of Object.values(fakes)) {
      expect(fake.troubles).toEqual([]);
      await fake.close();
    }
  });
  const ask = async <T = Item>(method: 'GET' | 'POST' | 'PATCH', path: string, payload?: object): Promise<T> =>
    (await sendRequest<T>(gateway, method, `/credentials${path}`, { payload })).body;
  const add = (type: string, { clientId, clientSecret }: { clientId: string; clientSecret: string }): Promise<Item> =>
    ask('POST', '', { type, name: type, client_id: clientId, client_secret: clientSecret });
  const connect = async (id: number): Promise<{ statusCode: number; body: string }> => {
    const { url } = await ask<{ url: string }>('POST', `/${String(id)}/connect`);
    const back = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '');
    return gateway.app.inject({ url: `${back.pathname}${back.search}`, headers: { authorization: `Bearer ${gateway.token}` } });
  };

  it.each(['dropbox', 'microsoft', 'vk'] as const)('are connected by consent, and show the account: %s', async (type) => {
    const { id, state } = await add(type, fakes[type].oauth.client);
    expect(state).toBe('needs_reauth');
    const name = { dropbox: FAKE_DROPBOX_ACCOUNT, microsoft: FAKE_MICROSOFT_ACCOUNT, vk: FAKE_VK_ACCOUNT }[type];
    expect(await connect(id)).toMatchObject({ statusCode: 200, body: expect.stringContaining(`${name} is connected`) as string });
    expect(await ask('GET', `/${String(id)}`)).toMatchObject({ state: 'ok', account: name });
    expect((await vault.find(id))?.secret).toMatchObject({ kind: 'oauth', service: type });
    fakes[type].oauth.consenting = undefined;
    expect(await connect(id)).toMatchObject({ statusCode: 409, body: expect.stringContaining('consent-declined') as string });
  });

  it('at VK keep the device of the consent, without which nothing is connected', async () => {
    const { id } = await add('vk', fakes.vk.oauth.client);
    const { url } = await ask<{ url: string }>('POST', `/${String(id)}/connect`);
    const back = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '');
    back.searchParams.delete('device_id');
    const headers = { authorization: `Bearer ${gateway.token}` };
    expect((await gateway.app.inject({ url: `${back.pathname}${back.search}`, headers })).statusCode).toBe(400);
    expect((await connect(id)).statusCode).toBe(200);
    expect((await vault.find(id))?.secret).toMatchObject({ service: 'vk', deviceId: fakes.vk.oauth.device });
    expect(JSON.stringify(await ask('GET', `/${String(id)}`))).not.toContain(fakes.vk.oauth.device);
  });

  it('at Google show the YouTube channel, and are refused without one', async () => {
    const { id } = await add('youtube', fakes.google.client);
    const answer = (body: object): void => {
      const headers = { 'content-type': 'application/json' };
      const fault = { kind: 'answer', status: 200, headers, body: JSON.stringify(body) } as const;
      fakes.google.faults.add({ fault, on: ({ target }) => target.startsWith('/youtube/v3/channels?') });
    };
    answer({ kind: 'youtube#channelListResponse', pageInfo: { totalResults: 0 } });
    expect(await connect(id)).toMatchObject({ statusCode: 503, body: expect.stringContaining('no YouTube channel') as string });
    answer({ items: [{ id: 'UC-nora', snippet: { title: 'Lectures of Nora' } }] });
    expect((await connect(id)).statusCode).toBe(200);
    expect(await ask('GET', `/${String(id)}`)).toMatchObject({ state: 'ok', account: 'Lectures of Nora' });
    expect((await vault.find(id))?.secret).toMatchObject({ kind: 'oauth', service: 'youtube' });
  });

  it.each([
    {
      type: 'youtube',
      withhold: () => {
        fakes.google.oauth.unticked = ['https://www.googleapis.com/auth/youtube.upload'];
      },
      words: 'Google did not grant the permission \\"Manage your YouTube videos\\" (youtube.upload)',
    },
    {
      type: 'microsoft',
      withhold: () => {
        fakes.microsoft.oauth.withheld = ['User.Read', 'Files.ReadWrite'];
      },
      words: 'Microsoft did not grant the permissions user.read, files.readwrite',
    },
  ] as const)('name the permissions that were not granted, and store nothing: $type', async ({ type, withhold, words }) => {
    const { id } = await add(type, type === 'youtube' ? fakes.google.client : fakes.microsoft.oauth.client);
    withhold();
    const answer = await connect(id);
    expect([answer.statusCode, answer.body]).toEqual([409, expect.stringContaining('consent-declined')]);
    expect(answer.body).toContain(words);
    expect(answer.body).toContain('select all permissions');
    expect([await ask('GET', `/${String(id)}`), await vault.find(id)]).toMatchObject([{ state: 'needs_reauth' }, undefined]);
  });

  it('say if a service does not accept the application', async () => {
    const { id } = await add('dropbox', { clientId: fakes.dropbox.oauth.client.clientId, clientSecret: 'wrong' });
    expect(await connect(id)).toMatchObject({
      statusCode: 503,
      body: expect.stringMatching(/service-refuses.*Dropbox refuses the application \(invalid_client\)/) as string,
    });
  });

  it('are tested by the service that can read the secret, and take the new name of their account', async () => {
    const { id } = await add('microsoft', fakes.microsoft.oauth.client);
    await connect(id);
    const account = { id: `id-of-${FAKE_MICROSOFT_ACCOUNT}`, name: 'new@outlook.example' };
    service.credentialReport = { v: 1, result: 'ok', message: 'Microsoft answers.', account };
    const test = (): Promise<unknown> => ask('POST', `/${String(id)}/test`);
    expect(await test()).toEqual({ result: 'ok', message: 'Microsoft answers.', account: account.name });
    expect(service.credentialTests).toEqual([{ v: 1, credential: id, service: 'microsoft' }]);
    expect(await ask('GET', `/${String(id)}`)).toMatchObject({ account: 'new@outlook.example' });
    service.credentialReport = { v: 1, result: 'wrong', message: 'Connect it again.' };
    expect(await test()).toEqual({ result: 'wrong', message: 'Connect it again.', account: null });
    expect(await ask('POST', '/999/test')).toMatchObject({ code: 'not-found' });
  });

  it('at Zoom are kept for the ingest service alone, which tests them', async () => {
    const { id } = await add('zoom', fakes.zoom.users.client);
    expect(await connect(id)).toMatchObject({ statusCode: 200 });
    expect(await ask('GET', `/${String(id)}`)).toMatchObject({ state: 'ok', account: FAKE_ZOOM_USER });
    expect(await vault.find(id)).toBeUndefined();
    expect((await sourceVault.find(id))?.secret).toMatchObject({ kind: 'oauth', service: 'zoom' });
    sourceService.credentialReport = { v: 1, result: 'ok', message: 'Zoom answers.' };
    expect(await ask('POST', `/${String(id)}/test`)).toMatchObject({ result: 'ok', message: 'Zoom answers.' });
    expect([service.credentialTests, sourceService.credentialTests]).toEqual([[], [{ v: 1, credential: id, service: 'zoom' }]]);
    await sourceVault.setStatus(id, {
      v: 1,
      grant: (await sourceVault.find(id))?.secret.grant ?? '',
      state: 'needs_reauth',
      lastUsedAt: '2026-02-05T10:00:00.000Z',
    });
    expect(await ask('GET', `/${String(id)}`)).toMatchObject({ state: 'needs_reauth' });
  });

  it.each([
    { type: 'gmail', account: FAKE_GOOGLE_ACCOUNT, id: `sub-of-${FAKE_GOOGLE_ACCOUNT}` },
    { type: 'outlook', account: FAKE_MICROSOFT_ACCOUNT, id: `oid-of-${FAKE_MICROSOFT_ACCOUNT}` },
  ] as const)('with mailboxes are named by their consent, for the ingest service alone: $type', async ({ type, account, id }) => {
    const credential = await add(type, type === 'gmail' ? fakes.google.client : fakes.microsoft.oauth.client);
    expect(await connect(credential.id)).toMatchObject({ statusCode: 200 });
    expect(await ask('GET', `/${String(credential.id)}`)).toMatchObject({ state: 'ok', account });
    expect(await vault.find(credential.id)).toBeUndefined();
    const stored = (await sourceVault.find(credential.id))?.secret;
    expect(stored).toMatchObject({ kind: 'oauth', service: type, account: { id, name: account } });
    await ask('POST', `/${String(credential.id)}/test`);
    expect([service.credentialTests.length, sourceService.credentialTests.length]).toEqual([0, 1]);
    const addSource = async (credential_id: number): Promise<object> => {
      const payload = { name: 'Invoices', type: 'mailbox', settings: {}, credential_id };
      const headers = { authorization: `Bearer ${gateway.token}` };
      return (await gateway.app.inject({ method: 'POST', url: '/api/v1/sources', headers, payload })).json();
    };
    const zoom = await add('zoom', fakes.zoom.users.client);
    const message = 'must be the id of a credential of the type gmail or outlook';
    expect(await addSource(zoom.id)).toMatchObject({ errors: [{ pointer: '/credential_id', message }] });
    expect(await addSource(credential.id)).toMatchObject({ type: 'mailbox', credential_id: credential.id });
  });

  it('with mailboxes name the permissions that were not granted', async () => {
    const { id } = await add('gmail', fakes.google.client);
    fakes.google.oauth.unticked = ['https://mail.google.com/'];
    const answer = await connect(id);
    expect([answer.statusCode, answer.body]).toEqual([409, expect.stringContaining('all your email from Gmail')]);
    expect(await sourceVault.find(id)).toBeUndefined();
  });

  it('at Zoom cannot be removed while a source uses them, and their secret goes with them', async () => {
    const { id } = await add('zoom', fakes.zoom.users.client);
    await connect(id);
    const headers = { authorization: `Bearer ${gateway.token}` };
    const request = (method: 'POST' | 'DELETE', url: string, payload?: object) =>
      gateway.app.inject({ method, url: `/api/v1/${url}`, headers, ...(payload === undefined ? {} : { payload }) });
    const mine = { name: 'My meetings', type: 'zoom', settings: {}, credential_id: id };
    const source = (await request('POST', 'sources', mine)).json<{ id: number; revision: number }>();
    expect(await ask('GET', `/${String(id)}`)).toMatchObject({ used_by: ['My meetings'] });
    const refused = await request('DELETE', `credentials/${String(id)}`);
    expect([refused.statusCode, refused.body]).toEqual([409, expect.stringContaining('sources use the credential: My meetings')]);
    const ifMatch = { ...headers, 'if-match': `"${String(source.revision)}"` };
    await gateway.app.inject({ method: 'DELETE', url: `/api/v1/sources/${String(source.id)}`, headers: ifMatch });
    expect((await request('DELETE', `credentials/${String(id)}`)).statusCode).toBe(204);
    expect(await sourceVault.find(id)).toBeUndefined();
    const other = (await request('POST', 'sources', mine)).json<{ code: string; detail: string }>();
    expect(other).toMatchObject({
      code: 'credential-not-found',
      detail: expect.stringContaining(`credential ${String(id)}`) as string,
    });
  });
});
