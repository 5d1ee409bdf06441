import { FAKE_VK_TOKEN, VkRefusal, matchRequests, vkError } from '@throughline/strict-fakes';
import { VK_CREDENTIAL, VkAccount } from '#testing/vk/vk-account.js';

const OTHER_TOKEN = 'vk1.a.other0123456789abcdefghijklmnopqrstuvwx';
const needsToken = { kind: 'waiting', code: 'credential-needs-reauth' };

describe('the token of a VK output', () => {
  let account: VkAccount;
  beforeEach(async () => {
    account = await VkAccount.open();
  });
  afterEach(async () => {
    expect(account.fake.troubles).toEqual([]);
    jest.restoreAllMocks();
    await account.close();
  });
  const status = (): Promise<unknown> => account.secrets.status(VK_CREDENTIAL);

  it('is reported as working, at most once in a minute', async () => {
    expect(await status()).toBeUndefined();
    const destination = account.destination();
    await destination.check();
    const first = await status();
    expect(first).toMatchObject({ state: 'ok', lastUsedAt: new Date(account.now).toISOString() });
    account.now += 59_000;
    await destination.check();
    expect(await status()).toEqual(first);
    account.now += 1_000;
    await destination.check();
    expect(await status()).toMatchObject({ state: 'ok', lastUsedAt: new Date(account.now).toISOString() });
  });

  it.each([5, 1_117])('is reported as refused after the error %d, and as working after it was replaced', async (code) => {
    const destination = account.destination();
    await destination.check();
    account.fake.faults.add({
      fault: { kind: 'answer', ...vkError(new VkRefusal(code, `of ${FAKE_VK_TOKEN}`)) },
      on: () => true,
    });
    await expect(destination.check()).rejects.toMatchObject(needsToken);
    expect(await status()).toMatchObject({ state: 'needs_reauth', reason: 'unauthorized' });
    account.fake.token = OTHER_TOKEN;
    await account.enterToken(OTHER_TOKEN);
    await destination.check();
    expect(await status()).toMatchObject({ state: 'ok', grant: `grant of ${OTHER_TOKEN.slice(-4)}` });
  });

  it('is asked for again during a request if it was replaced meanwhile', async () => {
    const { fake, vault } = account;
    fake.token = OTHER_TOKEN;
    const find = vault.find.bind(vault);
    jest.spyOn(vault, 'find').mockImplementationOnce(async (id) => {
      const found = await find(id);
      await account.enterToken(OTHER_TOKEN);
      return found;
    });
    await account.destination().check();
    expect(fake.log.filter(matchRequests('POST', /video\.get/))).toHaveLength(2);
    expect(await status()).toMatchObject({ state: 'ok', grant: `grant of ${OTHER_TOKEN.slice(-4)}` });
  });

  it('is reported as refused, too, if it has replaced a refused one during a request', async () => {
    const { fake, vault } = account;
    const find = vault.find.bind(vault);
    jest.spyOn(vault, 'find').mockImplementationOnce(async (id) => {
      const found = await find(id);
      await account.enterToken(OTHER_TOKEN);
      return found;
    });
    fake.token = 'vk1.a.third0123456789abcdefghijklmnopqrstuvwx';
    await expect(account.destination().check()).rejects.toMatchObject(needsToken);
    expect(fake.log.filter(matchRequests('POST', /video\.get/))).toHaveLength(2);
    expect(await status()).toMatchObject({ state: 'needs_reauth', grant: `grant of ${OTHER_TOKEN.slice(-4)}` });
  });

  it('is not reported as refused if VK limits requests or refuses the access to a community', async () => {
    for (const code of [6, 15]) {
      account.fake.faults.add({ fault: { kind: 'answer', ...vkError(new VkRefusal(code, 'no')) }, on: () => true });
      await expect(account.destination().check()).rejects.toMatchObject({ kind: 'waiting' });
      expect(await status()).toMatchObject({ state: 'ok' });
    }
  });

  it('lets a delivery go on if the report fails', async () => {
    jest.spyOn(account.vault, 'setStatus').mockRejectedValue(new Error('the broker is away'));
    await expect(account.destination().check()).resolves.toBeUndefined();
  });

  it('must be there, and of the right type', async () => {
    await account.secrets.put(VK_CREDENTIAL, { v: 1, kind: 'password', grant: 'g', username: 'u', password: 'p' });
    await expect(account.destination().check()).rejects.toMatchObject({ kind: 'permanent', code: 'output-misconfigured' });
    await account.secrets.remove(VK_CREDENTIAL);
    await expect(account.destination().check()).rejects.toMatchObject(needsToken);
    expect(account.fake.log).toEqual([]);
  });
});
