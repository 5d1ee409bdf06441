import type { OutputTestReport } from '@throughline/contracts';
import { CREDENTIAL, DriveAccount } from '#testing/google-drive/drive-account.js';
import { OutputTests } from './output-tests.js';

const never = new AbortController().signal;

describe('an output without its account', () => {
  let account: DriveAccount;
  beforeEach(async () => {
    account = await DriveAccount.open();
  });
  afterEach(() => account.close());

  const test = (): Promise<OutputTestReport> => {
    const output = { name: 'mine', type: 'google_drive', settings: { credential: CREDENTIAL } };
    const types = { google_drive: { open: () => account.destination() } };
    const expectNothing = (error: unknown): never => {
      throw error;
    };
    return new OutputTests(types, expectNothing).test({ v: 1, output, extent: 'delivery' }, never);
  };
  const lose = {
    'the user has revoked the consent': () => {
      account.fake.oauth.revoke('someone@gmail.example');
      return Promise.resolve();
    },
    'the credential was deleted': () => account.secrets.remove(CREDENTIAL),
  };

  it.each(Object.entries(lose))(
    'makes deliveries wait, and fails its test with the remedy, until it is back: %s',
    async (_, act) => {
      await act();
      const words = expect.stringContaining(`tl credential connect ${String(CREDENTIAL)}`) as string;
      const refusal = { kind: 'waiting', code: 'credential-needs-reauth', message: words };
      await expect(account.destination().check()).rejects.toMatchObject(refusal);
      expect((await test()).items).toEqual([
        { name: 'settings', result: 'ok', message: expect.any(String) as string },
        { name: 'folder', result: 'wrong', message: words },
        { name: 'write', result: 'unknown', message: expect.any(String) as string },
      ]);
      await account.connect();
      expect((await test()).items.map(({ result }) => result)).toEqual(['ok', 'ok', 'ok']);
    },
  );
});
