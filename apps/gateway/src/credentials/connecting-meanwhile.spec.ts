import { randomBytes } from 'node:crypto';
import { CredentialDesk, CredentialVault, MemoryRecords, type Refreshed } from '@throughline/credentials';
import { MemoryChannelStore } from '../testing/memory-channel-store.js';
import { MemoryCredentialStore } from '../testing/memory-credential-store.js';
import { ConnectCredential } from './connect.js';
import { Credentials } from './credentials.js';

const LIBRARY = 'library';
const OLD = { client_id: 'old', client_secret: 'old-secret' };
const NEW = { client_id: 'new', client_secret: 'new-secret' };

/** The row that says what is connected, and the secret that is: whatever happens at the same time, they say the same. */
describe('a credential that is changed while somebody connects it', () => {
  let store: MemoryCredentialStore;
  let desk: CredentialDesk;
  let vault: CredentialVault;
  let credentials: Credentials;
  let connect: ConnectCredential;
  let id: number;
  /** What happens while Google is asked for the consent behind a code. */
  let meanwhile: (code: string) => Promise<unknown>;
  beforeEach(async () => {
    const [records, masterKey, now] = [new MemoryRecords(), randomBytes(32), () => new Date('2026-02-05T10:00:00Z')];
    [store, desk, vault] = [
      new MemoryCredentialStore(now),
      new CredentialDesk(records, masterKey),
      new CredentialVault(records, masterKey),
    ];
    credentials = new Credentials({ store, desk, channels: new MemoryChannelStore(), outputs: [], masterKey });
    meanwhile = () => Promise.resolve();
    const provider = {
      consentUrl: (_: object, { state }: { state: string }) => state,
      exchange: async (_: object, { code }: { code: string }): Promise<Refreshed> => {
        await meanwhile(code);
        return { access: { token: code, expiresAt: '2100-01-01T00:00:00.000Z' }, refreshToken: `refresh of ${code}` };
      },
      whoIs: (account: string) => Promise.resolve({ id: account, email: `${account}@gmail.example` }),
    };
    connect = new ConnectCredential({ credentials, store, desk, provider, now });
    ({ id } = await credentials.add(LIBRARY, { type: 'google', name: 'Drive', ...OLD }));
  });

  const sent = async (): Promise<string> =>
    (
      await connect.begin(await credentials.find(LIBRARY, id), {
        userId: LIBRARY,
        origin: 'http://a.example',
        browser: undefined,
      })
    ).url;
  const comeBack = async (account: string, state?: string): Promise<{ account: string }> =>
    connect.finish({ state: state ?? (await sent()), code: account, visitor: LIBRARY, browser: undefined });
  const replaceClient = (): Promise<unknown> => credentials.change(LIBRARY, id, NEW);
  const state = async (): Promise<string> => (await credentials.item(await credentials.find(LIBRARY, id))).state;
  const unknown = { code: 'consent-unknown' };
  /** After the next secret has been put in, before anything is said of it. */
  const afterPutting = (then: () => Promise<unknown>): void => {
    const put = desk.put.bind(desk);
    desk.put = async (...args) => {
      desk.put = put;
      await put(...args);
      await then();
    };
  };
  const expectNothing = async (): Promise<void> => {
    expect([await state(), await vault.find(id)]).toEqual(['needs_reauth', undefined]);
    await comeBack('nora');
    expect([await state(), (await vault.find(id))?.secret]).toMatchObject(['ok', { refreshToken: 'refresh of nora' }]);
  };

  it('holds no consent any more that was given to another client', async () => {
    await comeBack('nora');
    await replaceClient();
    await expectNothing();
    expect((await vault.find(id))?.secret).toMatchObject({ clientId: 'new' });
  });

  it.each(['while Google is asked', 'once the secret is put in'] as const)(
    'does not take the consent to a client that is replaced %s',
    async (when) => {
      if (when === 'once the secret is put in') afterPutting(replaceClient);
      else meanwhile = replaceClient;
      await expect(comeBack('nora')).rejects.toMatchObject(unknown);
      meanwhile = () => Promise.resolve();
      await expectNothing();
    },
  );

  it.each(['while Google is asked', 'once the secret is put in'] as const)(
    'leaves no secret behind where it is removed %s',
    async (when) => {
      const remove = (): Promise<void> => credentials.remove(LIBRARY, id);
      if (when === 'once the secret is put in') afterPutting(remove);
      else meanwhile = remove;
      await expect(comeBack('nora')).rejects.toMatchObject(unknown);
      expect([await store.find(id), await vault.find(id)]).toEqual([undefined, undefined]);
    },
  );

  it('leaves no secret behind where it was said to be connected between the two halves of a removal', async () => {
    const remove = desk.remove.bind(desk);
    desk.remove = async (one) => {
      desk.remove = remove;
      await remove(one);
      await comeBack('nora');
    };
    await credentials.remove(LIBRARY, id);
    expect([await store.find(id), await vault.find(id)]).toEqual([undefined, undefined]);
  });

  it('is of one account where two come back at once', async () => {
    const [nora, ben] = [await sent(), await sent()];
    meanwhile = async (code) => {
      if (code === 'nora') await comeBack('ben', ben);
    };
    await expect(comeBack('nora', nora)).rejects.toMatchObject(unknown);
    expect(await credentials.find(LIBRARY, id)).toMatchObject({ accountId: 'ben' });
    expect([await state(), (await vault.find(id))?.secret]).toMatchObject(['ok', { refreshToken: 'refresh of ben' }]);
  });

  it('leaves no password behind where it is removed while that is put in', async () => {
    ({ id } = await credentials.add(LIBRARY, { type: 'password', name: 'Cloud', username: 'nora', password: 'a' }));
    const put = desk.put.bind(desk);
    desk.put = async (...args) => {
      desk.put = put;
      await credentials.remove(LIBRARY, id);
      await put(...args);
    };
    await expect(credentials.change(LIBRARY, id, { username: 'nora', password: 'b' })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await vault.find(id)).toBeUndefined();
  });
});
