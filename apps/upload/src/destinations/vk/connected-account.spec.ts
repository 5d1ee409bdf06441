import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAKE_VK_ACCOUNT, VkRefusal, matchRequests, vkError } from '@throughline/strict-fakes';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import { asVideo } from '#testing/videos/video-requests.js';
import { VK_CREDENTIAL, VkAccount } from '#testing/vk/vk-account.js';

const HOUR_MS = 3_600_000;
const needsReauth = { kind: 'waiting', code: 'credential-needs-reauth' };

describe('a VK output with a connected account of VK ID', () => {
  let account: VkAccount;
  let dir: string;
  beforeEach(async () => {
    account = await VkAccount.open();
    account.fake.token = undefined;
    dir = await mkdtemp(join(tmpdir(), 'tl-vk-'));
    await account.connect();
  });
  afterEach(async () => {
    expect(account.fake.troubles).toEqual([]);
    await account.close();
    await rm(dir, { recursive: true, force: true });
  });
  const storedSecret = async (): Promise<unknown> => (await account.vault.find(VK_CREDENTIAL))?.secret;

  it('delivers, and refreshes its token after an hour with the device and the latest refresh token', async () => {
    const request = asVideo(await createRequest(dir, { 'video.mp4': 'frames' }));
    expect(await new DeliveryLog(account.destination()).attempt(request)).toMatchObject({ kind: 'delivered' });
    const first = await storedSecret();
    account.now += HOUR_MS;
    await account.destination().check();
    account.now += HOUR_MS;
    await account.destination().check();
    expect(account.fake.oauth.refreshes).toBe(3);
    expect(await storedSecret()).toMatchObject({ deviceId: account.fake.oauth.device });
    expect(await storedSecret()).not.toEqual(first);
    expect(account.fake.log.filter(matchRequests('POST', /oauth2\/auth/)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await account.secrets.status(VK_CREDENTIAL)).toMatchObject({ state: 'ok' });
  });

  it('replaces a token that VK refuses early, and repeats the request', async () => {
    const destination = account.destination();
    await destination.check();
    account.fake.oauth.forgetAccess();
    await destination.check();
    expect(account.fake.oauth.refreshes).toBe(2);
  });

  it.each([5, 1_117])('needs a new consent if VK refuses a new token, too: the error %d', async (code) => {
    const destination = account.destination();
    const refuse = (): void => {
      account.fake.faults.add({
        fault: { kind: 'answer', ...vkError(new VkRefusal(code, 'no')) },
        on: matchRequests('POST', /video\.get/),
      });
    };
    refuse();
    await destination.check();
    expect(await account.secrets.status(VK_CREDENTIAL)).toMatchObject({ state: 'ok' });
    refuse();
    refuse();
    await expect(destination.check()).rejects.toMatchObject(needsReauth);
    const { refreshes } = account.fake.oauth;
    account.now += HOUR_MS;
    await expect(destination.check()).rejects.toMatchObject(needsReauth);
    expect(await account.secrets.status(VK_CREDENTIAL)).toMatchObject({ state: 'needs_reauth', reason: 'unauthorized' });
    expect(account.fake.oauth.refreshes).toBe(refreshes);
    await account.connect('another');
    await destination.check();
    expect(await account.secrets.status(VK_CREDENTIAL)).toMatchObject({ state: 'ok', grant: 'another' });
  });

  it('waits for a new consent after the old one was revoked, and then continues', async () => {
    account.fake.oauth.revoke(FAKE_VK_ACCOUNT);
    await expect(account.destination().check()).rejects.toMatchObject(needsReauth);
    expect(await account.secrets.status(VK_CREDENTIAL)).toMatchObject({ state: 'needs_reauth' });
    await account.connect('another');
    await expect(account.destination().check()).resolves.toBeUndefined();
  });

  it('needs the device of its consent', async () => {
    const { clientId, clientSecret } = account.fake.oauth.client;
    const refreshToken = account.fake.oauth.grant(FAKE_VK_ACCOUNT);
    const oauth = { kind: 'oauth', service: 'vk', grant: 'g', clientId, clientSecret, refreshToken } as const;
    await account.secrets.put(VK_CREDENTIAL, { v: 1, ...oauth });
    await expect(account.destination().check()).rejects.toMatchObject(needsReauth);
    expect(account.fake.oauth.refreshes).toBe(0);
  });

  it('sends no refresh token of another service to VK', async () => {
    const { clientId, clientSecret } = account.fake.oauth.client;
    const oauth = { kind: 'oauth', service: 'dropbox', grant: 'g', clientId, clientSecret, refreshToken: 'of Dropbox' } as const;
    await account.secrets.put(VK_CREDENTIAL, { v: 1, ...oauth });
    await expect(account.destination().check()).rejects.toMatchObject({ kind: 'permanent', code: 'output-misconfigured' });
    expect(account.fake.log).toEqual([]);
  });
});
