import type { SourcePage } from '@throughline/contracts';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { FAKE_ZOOM_APP, FAKE_ZOOM_USER, ZoomFake, matchRequests, tooManyRequests, zoomError } from '@throughline/strict-fakes';
import { ZoomConsents } from '#testing/zoom-consents.js';
import { listAll } from '../../testing/source-lister.contract.js';
import type { SourceLister } from '../../kit/source-lister.js';
import { ZoomAccounts, zoomLister } from './index.js';

const CREDENTIAL = 7;
const HOUR_MS = 3_600_000;
const never = new AbortController().signal;
const TOKEN = matchRequests('POST', /^\/oauth\/token/);

describe("a source of recordings of a user's own Zoom account", () => {
  let zoom: ZoomFake;
  let time: number;
  let consents: ZoomConsents;
  beforeEach(async () => {
    time = Date.parse('2026-02-20T12:00:00Z');
    zoom = await ZoomFake.start({ now: () => time });
    consents = new ZoomConsents(zoom, () => time);
    await consents.connect(CREDENTIAL);
  });
  afterEach(async () => {
    expect(zoom.troubles).toEqual([]);
    await consents.close();
    await zoom.close();
  });

  const open = (settings: object = { credential: CREDENTIAL }): SourceLister => {
    const app = {
      account_id: FAKE_ZOOM_APP.accountId,
      client_id: FAKE_ZOOM_APP.clientId,
      client_secret: FAKE_ZOOM_APP.clientSecret,
    };
    const options = { allowed: parseAllowedHosts('127.0.0.1'), now: () => time, users: consents.users() };
    return zoomLister(new ZoomAccounts({ main: { ...app, url: zoom.url } }, options), 10_000, () => time).open({ ...settings });
  };
  const page = (lister = open()): Promise<SourcePage> => lister.list({ limit: 10 }, never);
  const statusOf = async (): Promise<unknown> => (await consents.writer.status(CREDENTIAL))?.state;
  const reconnect = expect.stringContaining(`tl credential connect ${String(CREDENTIAL)}`) as string;

  it('lists the recordings of that user, which a connection of the same account lists too', async () => {
    zoom.addMeeting({ topic: 'Mine' });
    zoom.addMeeting({ topic: 'Not mine', host_email: 'other@zoom.example' });
    const own = await page();
    const entries = await listAll(open());
    expect(entries).toMatchObject([{ name: 'Mine', fetched: { settings: { credential: CREDENTIAL } } }]);
    const byApp = await page(open({ connection: 'main', user: FAKE_ZOOM_USER }));
    expect(own.place).toBe(byApp.place);
    expect(own.entries).toMatchObject(
      byApp.entries.map((entry) => ('external_id' in entry ? { external_id: entry.external_id } : {})),
    );
    expect(JSON.stringify(own)).not.toMatch(new RegExp(zoom.secrets.join('|')));
  });

  it('stores each replaced refresh token, so that another process can go on after an hour', async () => {
    zoom.addMeeting();
    for (let round = 1; round <= 3; round += 1) {
      expect((await page()).entries).toHaveLength(1);
      expect(zoom.users.refreshes).toBe(round);
      time += HOUR_MS;
    }
    expect(await statusOf()).toBe('ok');
  });

  it('replaces a token that Zoom refuses before it has expired', async () => {
    zoom.addMeeting();
    const lister = open();
    await page(lister);
    zoom.users.forgetAccess();
    expect((await page(lister)).entries).toHaveLength(1);
  });

  it('waits for the user if the consent was revoked, and goes on after a new one', async () => {
    zoom.users.revoke(FAKE_ZOOM_USER);
    await expect(page()).rejects.toMatchObject({ kind: 'waiting', code: 'credential-needs-reauth', message: reconnect });
    expect(await statusOf()).toBe('needs_reauth');
    await consents.connect(CREDENTIAL);
    zoom.addMeeting();
    expect((await page()).entries).toHaveLength(1);
  });

  it('says what to do with the source and its items if the credential was deleted', async () => {
    await consents.writer.remove(CREDENTIAL);
    const failure = page();
    await expect(failure).rejects.toMatchObject({ kind: 'waiting', code: 'credential-needs-reauth', message: reconnect });
    await expect(failure).rejects.toThrow(
      'choose another one in the source; delete items that wait for it, and upload their recordings as files',
    );
    await expect(failure).rejects.not.toThrow('another output');
  });

  it('waits for the user if a refresh token was used whose successor is lost', async () => {
    zoom.faults.add({ fault: { kind: 'drop-answer' }, on: TOKEN });
    await expect(page()).rejects.toMatchObject({ kind: 'waiting', code: 'source-unreachable' });
    await expect(page()).rejects.toMatchObject({ kind: 'waiting', code: 'credential-needs-reauth' });
  });

  it.each([
    ['user:read:user', 'cloud_recording:read:list_recording_files'],
    ['cloud_recording:read:list_user_recordings', 'cloud_recording:read:list_recording_files'],
  ] as const)('says that the app lacks a scope if it has only %s and %s', async (...scopes) => {
    zoom.users.scopes = scopes;
    await consents.connect(CREDENTIAL);
    zoom.addMeeting();
    await expect(page()).rejects.toMatchObject({
      kind: 'waiting',
      message: expect.stringMatching(/lacks a scope.*credential connect 7/) as string,
    });
  });

  it.each([1001, 1010])('says whom to connect again if Zoom no longer has the user (code %i)', async (code) => {
    const body = JSON.stringify({ code, message: 'User does not exist.' });
    zoom.faults.add({ fault: { kind: 'answer', status: 404, body }, on: matchRequests('GET', /\/recordings/) });
    await expect(page()).rejects.toMatchObject({ kind: 'permanent', code: 'source-misconfigured', message: reconnect });
  });

  it('waits if Zoom limits the requests for tokens', async () => {
    zoom.faults.add({ fault: { kind: 'answer', ...zoomError(tooManyRequests(9)) }, on: TOKEN });
    await expect(page()).rejects.toMatchObject({ kind: 'waiting', code: 'source-busy', retryAfterMs: 9_000 });
  });

  it('does not send a consent of another service to Zoom', async () => {
    const found = await consents.vault.find(CREDENTIAL);
    if (found?.secret.kind !== 'oauth') throw new Error('not connected');
    await consents.writer.put(CREDENTIAL, { ...found.secret, service: 'google' });
    await expect(page()).rejects.toMatchObject({ kind: 'permanent', code: 'source-misconfigured' });
    expect(zoom.log).toEqual([]);
  });

  it.each([
    [{ credential: CREDENTIAL, connection: 'main' }, 'not both'],
    [{ credential: CREDENTIAL, user: FAKE_ZOOM_USER }, 'Leave the user empty'],
    [{}, 'needs a connection'],
  ])('refuses the settings %j', (settings, text) => {
    expect(() => open(settings)).toThrow(
      expect.objectContaining({ code: 'source-misconfigured', message: expect.stringContaining(text) as string }) as Error,
    );
  });
});
