import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import type { NewPasskey, PasskeyStore } from '../people/passkeys/passkey-store.js';
import { newSecret } from '../people/sign-in/session.js';
import { hashOf } from '../people/tokens/token.js';
import type { UserStore } from '../people/users/user-store.js';

interface Harness {
  readonly store: PasskeyStore;
  readonly users: UserStore;
  close(): Promise<void>;
}

const later = (ms: number): string => new Date(Date.now() + ms).toISOString();
const HOUR_MS = 3_600_000;

export function passkeyStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the PasskeyStore contract`, () => {
    let harness: Harness;
    let userId: string;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      userId = ulid();
      await harness.users.add({ id: userId, name: `user-${userId}`, role: 'operator' });
    });

    const aPasskey = (overrides: Partial<NewPasskey> = {}): NewPasskey => ({
      id: ulid(),
      userId,
      credentialId: newSecret(),
      publicKey: new Uint8Array(randomBytes(77)),
      counter: 3,
      transports: ['internal', 'hybrid'],
      backedUp: true,
      name: 'Laptop',
      ...overrides,
    });
    const addPasskey = async (overrides: Partial<NewPasskey> = {}): Promise<NewPasskey> => {
      const passkey = aPasskey(overrides);
      expect(await harness.store.add(passkey)).toMatchObject(passkey);
      return passkey;
    };

    it('removes all passkeys of one user', async () => {
      for (let count = 0; count < 2; count += 1) await addPasskey();
      const other = ulid();
      await harness.users.add({ id: other, name: `user-${other}`, role: 'operator' });
      await addPasskey({ userId: other });
      expect(await harness.store.removeAll(userId)).toBe(2);
      expect(await harness.store.removeAll(userId)).toBe(0);
      expect(await harness.store.list(other)).toHaveLength(1);
    });

    it('finds a passkey by the id of its credential, with its key unchanged', async () => {
      const passkey = await addPasskey();
      const found = await harness.store.find(passkey.credentialId);
      expect(found).toEqual({ ...passkey, createdAt: expect.any(String) as string, lastUsedAt: undefined });
      expect(await harness.store.find('unknown')).toBeUndefined();
    });

    it('adds a credential once, whoever has it', async () => {
      const passkey = await addPasskey();
      const other = ulid();
      await harness.users.add({ id: other, name: `user-${other}`, role: 'operator' });
      expect(await harness.store.add({ ...aPasskey(), userId: other, credentialId: passkey.credentialId })).toBeUndefined();
      expect(await harness.store.list(other)).toEqual([]);
      expect(await harness.store.find(passkey.credentialId)).toMatchObject({ userId });
    });

    it('lists, renames and removes the passkeys of one user only', async () => {
      const [first, second] = [await addPasskey(), await addPasskey()];
      expect((await harness.store.list(userId)).map(({ id }) => id)).toEqual([first.id, second.id]);
      expect(await harness.store.rename(ulid(), first.id, 'x')).toBeUndefined();
      expect(await harness.store.rename(userId, first.id, 'Blue')).toMatchObject({ id: first.id, name: 'Blue' });
      expect(await harness.store.remove(ulid(), first.id)).toBeUndefined();
      expect(await harness.store.remove(userId, first.id)).toMatchObject({ id: first.id, name: 'Blue' });
      expect(await harness.store.remove(userId, first.id)).toBeUndefined();
      expect((await harness.store.list(userId)).map(({ id }) => id)).toEqual([second.id]);
    });

    it('stores a use only if the counter has grown, or if there is none', async () => {
      const { id, credentialId } = await addPasskey();
      expect(await harness.store.use(id, { counter: 3, backedUp: false })).toBe(false);
      expect(await harness.store.use(id, { counter: 0, backedUp: false })).toBe(false);
      const uses = await Promise.all([1, 2, 3].map(() => harness.store.use(id, { counter: 4, backedUp: false })));
      expect(uses.filter(Boolean)).toHaveLength(1);
      const lastUsedAt = expect.any(String) as string;
      expect(await harness.store.find(credentialId)).toMatchObject({ counter: 4, backedUp: false, lastUsedAt });
      const without = await addPasskey({ counter: 0 });
      for (let count = 0; count < 2; count += 1)
        expect(await harness.store.use(without.id, { counter: 0, backedUp: true })).toBe(true);
      expect(await harness.store.use(ulid(), { counter: 9, backedUp: true })).toBe(false);
    });

    it('lets a challenge be taken once, in time, and only by whom it is bound to', async () => {
      const challenge = async (ms: number): Promise<string> => {
        const hash = hashOf(newSecret());
        await harness.store.addChallenge({ hash, boundTo: 'browser', expiresAt: later(ms) });
        return hash;
      };
      const [valid, expired] = [await challenge(HOUR_MS), await challenge(-1_000)];
      expect(await harness.store.takeChallenge(valid, 'other browser')).toBe(false);
      const takes = await Promise.all([1, 2, 3].map(() => harness.store.takeChallenge(valid, 'browser')));
      expect(takes.filter(Boolean)).toHaveLength(1);
      expect(await harness.store.takeChallenge(expired, 'browser')).toBe(false);
      const kept = await challenge(HOUR_MS);
      expect(await harness.store.removeExpiredChallenges()).toBe(1);
      expect(await harness.store.takeChallenge(kept, 'browser')).toBe(true);
    });
  });
}
