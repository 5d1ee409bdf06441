import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import type { NewIdentity } from '../people/identities/identity.js';
import type { IdentityStore } from '../people/identities/identity-store.js';
import type { PasskeyStore } from '../people/passkeys/passkey-store.js';
import { newSecret } from '../people/sign-in/session.js';
import type { SessionStore } from '../people/sign-in/session-store.js';
import { hashOf } from '../people/tokens/token.js';
import type { UserStore } from '../people/users/user-store.js';

interface Harness {
  readonly store: IdentityStore;
  readonly sessions: SessionStore;
  readonly users: UserStore;
  readonly passkeys: PasskeyStore;
  close(): Promise<void>;
}

const ISSUER = 'https://login.example';
const later = (ms: number): string => new Date(Date.now() + ms).toISOString();

export function identityStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the IdentityStore contract`, () => {
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

    const anIdentity = (overrides: Partial<NewIdentity> = {}): NewIdentity => ({
      id: ulid(),
      userId,
      issuer: ISSUER,
      subject: ulid(),
      label: 'nora',
      ...overrides,
    });
    const connectIdentity = async (): Promise<NewIdentity> => {
      const identity = anIdentity();
      expect(await harness.store.connect(identity)).toBe(true);
      return identity;
    };
    const useIdentity = async (identity: NewIdentity): Promise<{ readonly id: string; readonly hash: string }> => {
      const session = {
        id: newId(),
        hash: hashOf(newSecret()),
        client: undefined,
        address: '203.0.113.7',
        expiresAt: later(60_000),
      };
      await harness.sessions.open({ userId, scopes: ['read'] }, session);
      await harness.store.recordUse(identity.id, { label: 'new name', claimedRole: 'viewer', sessionId: session.id });
      return session;
    };

    it('gives a start once, to its browser, until it expires', async () => {
      const [state, browser] = [hashOf(newSecret()), hashOf(newSecret())];
      await harness.store.addStart({ stateHash: state, browserHash: browser, userId, expiresAt: later(60_000) });
      expect(await harness.store.takeStart(state, hashOf('another'))).toBeUndefined();
      const taken = await Promise.all([1, 2, 3].map(() => harness.store.takeStart(state, browser)));
      expect(taken.filter((one) => one !== undefined)).toEqual([{ userId }]);
      const over = hashOf(newSecret());
      await harness.store.addStart({ stateHash: over, browserHash: browser, userId: undefined, expiresAt: later(-1_000) });
      expect(await harness.store.takeStart(over, browser)).toBeUndefined();
    });

    it('connects an account to one user', async () => {
      const identity = await connectIdentity();
      expect(await harness.store.connect({ ...identity, id: ulid() })).toBe(true);
      expect(await harness.store.list(userId)).toEqual([
        { ...identity, claimedRole: undefined, connectedAt: expect.any(String) as string, lastUsedAt: undefined },
      ]);
      const other = ulid();
      await harness.users.add({ id: other, name: `user-${other}`, role: 'viewer' });
      expect(await harness.store.connect({ ...identity, id: ulid(), userId: other })).toBe(false);
      expect(await harness.store.find(ISSUER, identity.subject)).toMatchObject({ userId });
      expect(await harness.store.find('https://other.example', identity.subject)).toBeUndefined();
    });

    it('adds a user with an account, both or neither', async () => {
      const add = (id: string, user: string, subject: string) =>
        harness.store.addUser({ id, name: user, role: 'viewer' }, anIdentity({ userId: id, subject }));
      const [first, second, third] = [ulid(), ulid(), ulid()];
      expect(await add(first, `name-${first}`, first)).toBe('added');
      expect(await harness.users.find(first)).toMatchObject({ name: `name-${first}`, role: 'viewer', library: { id: first } });
      expect(await add(second, `name-${first}`, second)).toBe('name-taken');
      expect(await add(third, `name-${third}`, first)).toBe('connected');
      expect([await harness.users.find(second), await harness.users.find(third)]).toEqual([undefined, undefined]);
      expect(await harness.store.find(ISSUER, first)).toMatchObject({ userId: first });
    });

    it('adds one user for simultaneous first sign-ins of an account', async () => {
      const subject = ulid();
      const ids = [ulid(), ulid(), ulid(), ulid()];
      const outcomes = await Promise.all(
        ids.map((id) => harness.store.addUser({ id, name: `name-${id}`, role: 'viewer' }, anIdentity({ userId: id, subject }))),
      );
      expect(outcomes.sort()).toEqual(['added', 'connected', 'connected', 'connected']);
      const users = await Promise.all(ids.map((id) => harness.users.find(id)));
      expect(users.filter((one) => one !== undefined)).toHaveLength(1);
    });

    it('records the use of an account', async () => {
      const identity = await connectIdentity();
      const session = await useIdentity(identity);
      expect(await harness.store.list(userId)).toMatchObject([
        { label: 'new name', claimedRole: 'viewer', lastUsedAt: expect.any(String) as string },
      ]);
      expect(await harness.store.hasOpened(session.id)).toBe(true);
      expect(await harness.store.hasOpened(newId())).toBe(false);
    });

    it('disconnects an account of its user', async () => {
      const identity = await connectIdentity();
      const session = await useIdentity(identity);
      expect(await harness.store.disconnect(ulid(), identity.id)).toBe('absent');
      expect(await harness.store.disconnect(userId, identity.id)).toBe('disconnected');
      expect(await harness.store.disconnect(userId, identity.id)).toBe('absent');
      expect(await harness.store.hasOpened(session.id)).toBe(false);
      expect(await harness.sessions.findValid(session.hash)).toBeDefined();
    });

    it('keeps one account of a user whom an account has added, even for concurrent requests', async () => {
      const id = ulid();
      const first = anIdentity({ userId: id });
      await harness.store.addUser({ id, name: `name-${id}`, role: 'viewer' }, first);
      expect(await harness.store.disconnect(id, first.id)).toBe('last');
      const second = anIdentity({ userId: id });
      await harness.store.connect(second);
      const outcomes = await Promise.all([first, second].map((one) => harness.store.disconnect(id, one.id)));
      expect(outcomes.sort()).toEqual(['disconnected', 'last']);
      expect(await harness.store.list(id)).toHaveLength(1);
    });

    it('disconnects the only account of a user who has a passkey', async () => {
      const id = ulid();
      const account = anIdentity({ userId: id });
      await harness.store.addUser({ id, name: `name-${id}`, role: 'viewer' }, account);
      const key = { publicKey: new Uint8Array(77), counter: 0, transports: [], backedUp: false, name: 'Laptop' };
      await harness.passkeys.add({ id: ulid(), userId: id, credentialId: newSecret(), ...key });
      expect(await harness.store.disconnect(id, account.id)).toBe('disconnected');
      expect(await harness.store.list(id)).toEqual([]);
    });

    it('forgets starts that have expired', async () => {
      const [state, browser] = [hashOf(newSecret()), hashOf(newSecret())];
      await harness.store.addStart({ stateHash: state, browserHash: browser, userId: undefined, expiresAt: later(60_000) });
      await harness.store.addStart({ stateHash: hashOf(newSecret()), browserHash: browser, userId, expiresAt: later(-1_000) });
      expect(await harness.store.removeExpired()).toBeGreaterThanOrEqual(1);
      expect(await harness.store.removeExpired()).toBe(0);
      expect(await harness.store.takeStart(state, browser)).toEqual({ userId: undefined });
    });
  });
}
