import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import type { NewCredential } from '../credentials/credential.js';
import type { CredentialStore } from '../credentials/credential-store.js';

export interface CredentialStoreHarness {
  readonly store: CredentialStore;
  readonly addUser: (id: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export function credentialStoreContract(name: string, open: () => Promise<CredentialStoreHarness>): void {
  describe(`${name} fulfils the CredentialStore contract`, () => {
    let harness: CredentialStoreHarness;
    let store: CredentialStore;
    let libraryId: string;
    beforeAll(async () => {
      harness = await open();
      ({ store } = harness);
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      libraryId = ulid();
      await harness.addUser(libraryId);
    });
    const fresh = (given: Partial<NewCredential> = {}): NewCredential => ({
      libraryId,
      type: 'google',
      name: 'My Drive',
      grantId: newId(),
      sealedClient: 'sealed',
      account: undefined,
      ...given,
    });
    const soon = (): string => new Date(Date.now() + 60_000).toISOString();

    it('assigns numbers, and lists a library’s credentials oldest first', async () => {
      const [one, two] = [
        await store.add(fresh()),
        await store.add(fresh({ type: 'token', sealedClient: undefined, account: 'me' })),
      ];
      expect(two.id).toBeGreaterThan(one.id);
      expect(await store.list(libraryId)).toEqual([one, two]);
      expect(await store.find(two.id)).toEqual(two);
      expect(two).toMatchObject({ type: 'token', account: 'me', sealedClient: undefined, connectedAt: undefined });
      expect(await store.list(ulid())).toEqual([]);
    });

    it('changes only the given fields', async () => {
      const { id, grantId } = await store.add(fresh());
      const connectedAt = '2026-02-05T10:00:00.000Z';
      expect(await store.change(id, { account: 'a@b.example', accountId: '1', connectedAt })).toMatchObject({
        grantId,
        connectedAt,
        name: 'My Drive',
      });
      const second = newId();
      expect(await store.change(id, { name: 'Ours', grantId: second })).toMatchObject({
        name: 'Ours',
        grantId: second,
        connectedAt,
        accountId: '1',
      });
      expect(await store.change(id, { connectedAt: null })).toMatchObject({ connectedAt: undefined, account: 'a@b.example' });
    });

    it('refuses a change that expects another secret than the current one', async () => {
      const { id, grantId } = await store.add(fresh());
      const [second, third] = [newId(), newId()];
      expect(await store.change(id, { grantId: second, name: 'Ours' }, grantId)).toMatchObject({ grantId: second, name: 'Ours' });
      expect(await store.change(id, { grantId: third, name: 'Mine' }, grantId)).toBeUndefined();
      expect(await store.find(id)).toMatchObject({ grantId: second, name: 'Ours' });
    });

    it('keeps nothing of a removed credential', async () => {
      const { id } = await store.add(fresh());
      await store.expectConsent('a'.repeat(64), { credentialId: id, userId: libraryId, sealed: 's' }, soon());
      await store.remove(id);
      await store.remove(id);
      expect([await store.find(id), await store.change(id, { name: 'x' }), await store.takeConsent('a'.repeat(64))]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    });

    it('removes nothing if `alongside` fails', async () => {
      const one = await store.add(fresh());
      await expect(store.remove(one.id, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
      expect(await store.find(one.id)).toEqual(one);
      let alongside = 0;
      const count = (): Promise<void> => {
        alongside += 1;
        return Promise.resolve();
      };
      expect([await store.remove(one.id, count), alongside]).toEqual([true, 1]);
    });

    it('returns a pending consent once, and none that has expired', async () => {
      const { id } = await store.add(fresh());
      const consent = { credentialId: id, userId: libraryId, sealed: 'proof' };
      await store.expectConsent('b'.repeat(64), consent, soon());
      await store.expectConsent('c'.repeat(64), consent, new Date(Date.now() - 1_000).toISOString());
      expect(await Promise.all([1, 2, 3].map(() => store.takeConsent('b'.repeat(64))))).toEqual(
        expect.arrayContaining([consent, undefined, undefined]) as unknown,
      );
      expect(await store.takeConsent('c'.repeat(64))).toBeUndefined();
    });
  });
}
