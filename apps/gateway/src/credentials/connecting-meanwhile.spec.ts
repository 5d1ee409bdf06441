import { randomBytes } from 'node:crypto';
import { CredentialWriter, CredentialVault, type OAuthTokens } from '@throughline/credentials';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { AdministrationLog } from '../people/administration-log/index.js';
import { MemoryAdministrationLogStore } from '../testing/memory-administration-log-store.js';
import { MemoryOutputService } from '../testing/memory-output-service.js';
import { MemoryCredentialStore } from '../testing/memory-credential-store.js';
import { MemorySourceService } from '../testing/memory-source-service.js';
import { ConnectCredential } from './connect.js';
import { Credentials } from './credentials.js';

const LIBRARY = 'library';
const OLD = { client_id: 'old', client_secret: 'old-secret' };
const NEW = { client_id: 'new', client_secret: 'new-secret' };

/** The credential's row and its stored secret must agree, whatever happens concurrently. */
describe('a credential that changes during a connect', () => {
  let store: MemoryCredentialStore;
  let secrets: CredentialWriter;
  let vault: CredentialVault;
  let credentials: Credentials;
  let connect: ConnectCredential;
  let id: number;
  /** Runs while Google exchanges the code. */
  let meanwhile: (code: string) => Promise<unknown>;
  beforeEach(async () => {
    const [records, masterKey, now] = [new MemoryKeyValueStore(), randomBytes(32), () => new Date('2026-02-05T10:00:00Z')];
    [store, secrets, vault] = [
      new MemoryCredentialStore(now),
      new CredentialWriter(records, masterKey),
      new CredentialVault(records, masterKey),
    ];
    const references = { read: () => Promise.resolve(() => ({ outputs: [], channels: [], sources: [] })) };
    const services = { outputAccounts: new MemoryOutputService(), sourceAccounts: new MemorySourceService() };
    const log = new AdministrationLog(new MemoryAdministrationLogStore());
    credentials = new Credentials({ store, log, secrets, ...services, references, masterKey });
    meanwhile = () => Promise.resolve();
    const provider = {
      label: 'Google',
      consentUrl: (_: object, { state }: { state: string }) => state,
      exchange: async (_: object, { code }: { code: string }): Promise<OAuthTokens> => {
        await meanwhile(code);
        return { access: { token: code, expiresAt: '2100-01-01T00:00:00.000Z' }, refreshToken: `refresh of ${code}` };
      },
      whoIs: (account: string) => Promise.resolve({ id: account, name: `${account}@gmail.example` }),
    };
    connect = new ConnectCredential({ credentials, log, store, secrets, providers: { of: () => provider }, now });
    ({ id } = await credentials.add(LIBRARY, { type: 'google', name: 'Drive', ...OLD }));
  });

  const startedState = async (): Promise<string> =>
    (
      await connect.begin(await credentials.find(LIBRARY, id), {
        userId: LIBRARY,
        origin: 'http://a.example',
        browser: undefined,
      })
    ).url;
  const finishConsent = async (account: string, state?: string): Promise<{ account: string }> =>
    connect.finish({
      state: state ?? (await startedState()),
      code: account,
      visitor: { id: LIBRARY, name: 'Nora' },
      browser: undefined,
    });
  const replaceClient = (): Promise<unknown> => credentials.change(LIBRARY, id, NEW);
  const state = async (): Promise<string> => (await credentials.item(await credentials.find(LIBRARY, id))).state;
  const unknown = { code: 'consent-unknown' };
  /** Runs `then` after the next secret is stored, before the row is updated. */
  const afterPutting = (then: () => Promise<unknown>): void => {
    const put = secrets.put.bind(secrets);
    secrets.put = async (...args) => {
      secrets.put = put;
      await put(...args);
      await then();
    };
  };
  const expectNothing = async (): Promise<void> => {
    expect([await state(), await vault.find(id)]).toEqual(['needs_reauth', undefined]);
    await finishConsent('nora');
    expect([await state(), (await vault.find(id))?.secret]).toMatchObject(['ok', { refreshToken: 'refresh of nora' }]);
  };

  it('drops the consent given to another client', async () => {
    await finishConsent('nora');
    await replaceClient();
    await expectNothing();
    expect((await vault.find(id))?.secret).toMatchObject({ clientId: 'new' });
  });

  it.each(['while Google is asked', 'once the secret is put in'] as const)(
    'refuses the consent if the client is replaced %s',
    async (when) => {
      if (when === 'once the secret is put in') afterPutting(replaceClient);
      else meanwhile = replaceClient;
      await expect(finishConsent('nora')).rejects.toMatchObject(unknown);
      meanwhile = () => Promise.resolve();
      await expectNothing();
    },
  );

  it.each(['while Google is asked', 'once the secret is put in'] as const)(
    'leaves no secret if it is removed %s',
    async (when) => {
      const remove = (): Promise<void> => credentials.remove(LIBRARY, id);
      if (when === 'once the secret is put in') afterPutting(remove);
      else meanwhile = remove;
      await expect(finishConsent('nora')).rejects.toMatchObject(unknown);
      expect([await store.find(id), await vault.find(id)]).toEqual([undefined, undefined]);
    },
  );

  it('leaves no secret if it is connected between the two steps of a removal', async () => {
    const remove = secrets.remove.bind(secrets);
    secrets.remove = async (one) => {
      secrets.remove = remove;
      await remove(one);
      await finishConsent('nora');
    };
    await credentials.remove(LIBRARY, id);
    expect([await store.find(id), await vault.find(id)]).toEqual([undefined, undefined]);
  });

  it('belongs to one account if two users return at once', async () => {
    const [nora, ben] = [await startedState(), await startedState()];
    meanwhile = async (code) => {
      if (code === 'nora') await finishConsent('ben', ben);
    };
    await expect(finishConsent('nora', nora)).rejects.toMatchObject(unknown);
    expect(await credentials.find(LIBRARY, id)).toMatchObject({ accountId: 'ben' });
    expect([await state(), (await vault.find(id))?.secret]).toMatchObject(['ok', { refreshToken: 'refresh of ben' }]);
  });

  it('leaves no password if it is removed while the password is stored', async () => {
    ({ id } = await credentials.add(LIBRARY, { type: 'password', name: 'Cloud', username: 'nora', password: 'a' }));
    const put = secrets.put.bind(secrets);
    secrets.put = async (...args) => {
      secrets.put = put;
      await credentials.remove(LIBRARY, id);
      await put(...args);
    };
    await expect(credentials.change(LIBRARY, id, { username: 'nora', password: 'b' })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await vault.find(id)).toBeUndefined();
  });
});
