import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FAKE_GOOGLE_ACCOUNT, GoogleFake, matchRequests } from '@throughline/strict-fakes';
import { giveConsent, startSystem, until, type System } from '@throughline/stack/testing';

interface Item {
  readonly id: string;
  readonly status: string;
  readonly waiting_for: readonly unknown[];
  readonly uploads: Readonly<Record<string, { readonly url: string | null }>>;
}

const STAGES = { TRIM: {}, TRANSCRIBE: {}, EXTRACT_TOPICS: {}, GENERATE_SUBTITLES: {} };

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('an installation that delivers to Google Drive', () => {
  const redirectUris: string[] = [];
  let env: Readonly<Record<string, string>>;
  let google: GoogleFake;
  let system: System;
  let credential: number;
  beforeAll(async () => {
    google = await GoogleFake.start({ client: { redirectUris } });
    env = { TL_GOOGLE_URL: google.url, TL_FETCH_ALLOW: '127.0.0.1' };
    system = await startSystem({
      simulation: true,
      outputs: [{ name: 'drive', type: 'google_drive', settings: { credential: 1, path: 'Talks/{year}' } }],
      runDefaults: { retry: { backoff_ms: [50], wait_ms: [200] } },
      env: { gateway: env, upload: { ...env, TL_OUTPUT_STILL_MS: '2000' } },
    });
    redirectUris.push(`${system.url}/api/v1/credentials/oauth/callback`);
    const { clientId: client_id, clientSecret: client_secret } = google.client;
    ({ id: credential } = await ask<{ id: number }>('/credentials', { type: 'google', name: 'Drive', client_id, client_secret }));
  }, 120_000);
  afterAll(async () => {
    await system.close();
    await google.close();
  });

  const ask = async <T>(path: string, body?: object): Promise<T> => {
    const response = await fetch(`${system.url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${system.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const begin = async (title: string): Promise<string> => {
    const source = { kind: 'simulated', settings: { seconds: 1 } };
    const { id } = await ask<Item>('/recordings', { source, title, run: true, processing_config: { simulation: STAGES } });
    return id;
  };
  /** Connects the credential through the consent page, like a user in a browser. */
  const connect = async (): Promise<void> => {
    const { url } = await ask<{ url: string }>(`/credentials/${String(credential)}/connect`, {});
    expect(await (await giveConsent(url, system.token)).text()).toContain(`${FAKE_GOOGLE_ACCOUNT} is connected as 'Drive'`);
  };
  const item = (id: string): Promise<Item> => ask<Item>(`/recordings/${id}`);
  const waitForConnection = (id: string): Promise<Item> =>
    until(async () => (JSON.stringify((await item(id)).waiting_for).includes('credential-needs-reauth') ? item(id) : undefined), {
      timeout: 60_000,
      what: 'the wait for a connection',
    });
  const ready = (id: string): Promise<Item> =>
    until(async () => ((await item(id)).status === 'READY' ? item(id) : undefined), { what: 'the delivery' });
  const foldersOf = (id: string): readonly { id: string; name: string }[] =>
    google.folders.filter(({ appProperties }) => appProperties['tl_asset'] === id);
  const expectOneCopy = (id: string): void => {
    const folders = foldersOf(id);
    expect(folders).toHaveLength(1);
    const names = google.inside(folders[0]?.id).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  };

  it('waits until the account is connected, and then continues by itself', async () => {
    const id = await begin('Before anybody has connected');
    await waitForConnection(id);
    await connect();
    const { uploads } = await ready(id);
    expectOneCopy(id);
    expect(uploads['google_drive']?.url).toBe(`https://drive.google.com/drive/folders/${foldersOf(id)[0]?.id ?? ''}`);
    expect(google.inside().map(({ name }) => name)).toEqual(['Talks']);
  }, 120_000);

  it('waits again after the consent is revoked, and marks the credential', async () => {
    google.oauth.revoke(FAKE_GOOGLE_ACCOUNT);
    const id = await begin('After it was taken back');
    await waitForConnection(id);
    const path = `/credentials/${String(credential)}`;
    expect(await ask(path)).toMatchObject({ state: 'needs_reauth', used_by: ['drive'] });
    await connect();
    await ready(id);
    expectOneCopy(id);
    expect(await ask(path)).toMatchObject({ state: 'ok', account: FAKE_GOOGLE_ACCOUNT });
  }, 120_000);

  it('makes one copy although its process is killed during the last request of a file', async () => {
    google.faults.add({ fault: { kind: 'hang' }, on: matchRequests('PUT', /upload_id=/) });
    const asked = google.log.length;
    const id = await begin('While it is killed');
    await until(() => google.log.slice(asked).some(({ fault }) => fault === 'hang'), { what: 'the request' });
    await system.service('upload').kill();
    await system.service('upload').start(env);
    await ready(id);
    expectOneCopy(id);
    expect(google.uploads.open).toEqual([]);
  }, 120_000);

  it('writes no secret anywhere in the clear', async () => {
    const sessions = [...google.uploads.sessions.keys()];
    expect(sessions.length).toBeGreaterThan(0);
    const { issued } = google.oauth;
    expect(issued.length).toBeGreaterThan(1);
    const secrets = [google.client.clientSecret, ...issued, ...sessions].map((text) => Buffer.from(text));
    const places = [dirname(system.artifactsDir), system.nats.storeDir];
    const files = (await Promise.all(places.map(filesBelow))).flat();
    expect(files.some((file) => file.endsWith('.log'))).toBe(true);
    expect(files.some((file) => file.includes('KV_tl_credentials_upload'))).toBe(true);
    for (const file of files) {
      // The running broker may delete a file meanwhile.
      const content = await readFile(file).catch(() => Buffer.alloc(0));
      for (const secret of secrets) expect({ file, holds: content.includes(secret) }).toEqual({ file, holds: false });
    }
  });
});
