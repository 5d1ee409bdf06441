import { ulid } from 'ulid';
import type { NewInvitation, InvitationStore } from '../people/invitations/invitation-store.js';
import type { LibraryStore } from '../people/libraries/library-store.js';
import { newSecret } from '../people/sign-in/session.js';
import { hashOf } from '../people/tokens/token.js';
import type { NewUser, UserStore } from '../people/users/user-store.js';

interface Harness {
  readonly store: InvitationStore;
  readonly libraries: LibraryStore;
  readonly users: UserStore;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const later = (ms: number): string => new Date(Date.now() + ms).toISOString();

export function invitationStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the InvitationStore contract`, () => {
    let harness: Harness;
    let owner: string;
    let libraryId: string;
    const add = async (user: Partial<NewUser> = {}): Promise<string> => {
      const id = ulid();
      await harness.users.add({ id, name: `user-${id}`, role: 'operator', ...user });
      return id;
    };
    beforeAll(async () => {
      harness = await open();
      await add({ role: 'admin' });
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      owner = await add();
      libraryId = ulid();
      await harness.libraries.add({ id: libraryId, name: 'Institute', ownerId: owner });
    });

    const addInvitation = async (overrides: Partial<NewInvitation> = {}): Promise<NewInvitation> => {
      const invitation = { id: ulid(), hash: hashOf(newSecret()), libraryId, role: 'viewer', madeBy: owner } as const;
      const made = { ...invitation, note: 'Nora', expiresAt: later(HOUR_MS), ...overrides };
      expect(await harness.store.add(made, 50)).toMatchObject({ id: made.id });
      return made;
    };
    const roleOf = async (userId: string): Promise<string | undefined> =>
      (await harness.users.accessTo(libraryId, userId))?.library.role;

    it('lists what was made, the open ones first, for one library', async () => {
      const first = await addInvitation();
      const expired = await addInvitation({ note: undefined, expiresAt: later(-HOUR_MS) });
      const [one, two, ...rest] = await harness.store.list(libraryId, 10);
      expect(one).toEqual({
        id: first.id,
        libraryId,
        role: 'viewer',
        note: 'Nora',
        madeBy: { id: owner, name: `user-${owner}` },
        isMakerAllowed: true,
        createdAt: expect.any(String) as string,
        expiresAt: first.expiresAt,
        usedAt: undefined,
        usedBy: undefined,
        revokedAt: undefined,
      });
      expect([two?.id, two?.note, rest]).toEqual([expired.id, undefined, []]);
      expect(await harness.store.list(libraryId, 1)).toHaveLength(1);
      expect(await harness.store.list(ulid(), 10)).toEqual([]);
    });

    it('lets only owners invite who may write on the server', async () => {
      const viewer = await add({ role: 'viewer', joins: { libraryId, role: 'owner' } });
      const operator = await add({ joins: { libraryId, role: 'operator' } });
      const other = { libraryId, role: 'viewer', note: undefined, expiresAt: later(HOUR_MS) } as const;
      for (const madeBy of [viewer, operator, await add()])
        expect(await harness.store.add({ ...other, id: ulid(), hash: hashOf(newSecret()), madeBy }, 50)).toBe('not-owner');
    });

    it('limits the open invitations of a library, even of requests at once', async () => {
      const one = (): NewInvitation => ({
        id: ulid(),
        hash: hashOf(newSecret()),
        libraryId,
        role: 'viewer',
        note: undefined,
        madeBy: owner,
        expiresAt: later(HOUR_MS),
      });
      await addInvitation({ expiresAt: later(-HOUR_MS) });
      const added = await Promise.all([1, 2, 3, 4].map(() => harness.store.add(one(), 2)));
      expect(added.filter((result) => result === 'too-many')).toHaveLength(2);
      const [open] = await harness.store.list(libraryId, 1);
      await harness.store.revoke({ libraryId, id: open?.id ?? '', by: owner });
      expect(await harness.store.add(one(), 2)).toMatchObject({ libraryId });
    });

    it('finds an open invitation by the hash of its code', async () => {
      const { hash, id, expiresAt } = await addInvitation({ role: 'operator' });
      const madeBy = { id: owner, name: `user-${owner}` };
      expect(await harness.store.findOpen(hash)).toEqual({
        id,
        library: { id: libraryId, name: 'Institute' },
        role: 'operator',
        madeBy,
        expiresAt,
      });
      expect(await harness.store.findOpen(hashOf('another'))).toBeUndefined();
    });

    it('makes one person a member, once, with the role of the invitation', async () => {
      const { hash, id } = await addInvitation({ role: 'operator' });
      const [nora, vera] = [await add({ role: 'viewer' }), await add()];
      expect(await harness.store.accept(hash, nora)).toMatchObject({ kind: 'accepted', invitation: { id, role: 'operator' } });
      expect([await roleOf(nora), (await harness.users.find(nora))?.role]).toEqual(['operator', 'viewer']);
      expect(await harness.store.accept(hash, nora)).toBe('member');
      expect(await harness.store.accept(hash, vera)).toBe('refused');
      expect(await harness.store.findOpen(hash)).toBeUndefined();
      expect((await harness.store.list(libraryId, 1))[0]).toMatchObject({ usedBy: { id: nora, name: `user-${nora}` } });
    });

    it('accepts one of several people at once', async () => {
      const { hash } = await addInvitation();
      const people = [await add(), await add(), await add()];
      const done = await Promise.all([
        ...people.map((userId) => harness.store.accept(hash, userId)),
        harness.store.addUser(hash, { id: ulid(), name: `guest-${ulid()}` }),
      ]);
      expect(done.filter((one) => typeof one === 'object')).toHaveLength(1);
      expect(await harness.libraries.members(libraryId)).toHaveLength(2);
    });

    it('never changes the role of a member, and stays open', async () => {
      const member = await add({ joins: { libraryId, role: 'operator' } });
      for (const role of ['viewer', 'owner'] as const) {
        const { hash } = await addInvitation({ role });
        expect(await harness.store.accept(hash, member)).toBe('member');
        expect(await harness.store.findOpen(hash)).toBeDefined();
      }
      expect(await roleOf(member)).toBe('operator');
      expect(await harness.store.accept((await addInvitation()).hash, owner)).toBe('member');
    });

    it('refuses unknown, expired and revoked invitations', async () => {
      const [expired, revoked] = [await addInvitation({ expiresAt: later(-1_000) }), await addInvitation()];
      expect(await harness.store.revoke({ libraryId, id: revoked.id, by: owner })).toBe('revoked');
      const user = await add();
      for (const hash of [expired.hash, revoked.hash, hashOf(newSecret())]) {
        expect(await harness.store.findOpen(hash)).toBeUndefined();
        expect(await harness.store.accept(hash, user)).toBe('refused');
        const guest = { id: ulid(), name: `guest-${ulid()}` };
        expect(await harness.store.addUser(hash, guest)).toBe('refused');
        expect(await harness.users.find(guest.id)).toBeUndefined();
      }
      expect(await roleOf(user)).toBeUndefined();
    });

    it.each([
      [
        'is no longer an owner',
        (userId: string, by: string) => harness.libraries.changeMember({ libraryId, userId, by }, 'operator'),
      ],
      ['has left', (userId: string, by: string) => harness.libraries.changeMember({ libraryId, userId, by }, undefined)],
      ['is disabled', (userId: string) => harness.users.change(userId, { disabled: true })],
      ['may only read', (userId: string) => harness.users.change(userId, { role: 'viewer' })],
    ] as const)('refuses an invitation whose maker %s', async (_name, end) => {
      const maker = await add({ joins: { libraryId, role: 'owner' } });
      const { hash, id } = await addInvitation({ madeBy: maker, role: 'owner' });
      await end(maker, owner);
      const user = await add();
      expect(await harness.store.findOpen(hash)).toBeUndefined();
      expect(await harness.store.accept(hash, user)).toBe('refused');
      expect(await harness.store.addUser(hash, { id: ulid(), name: `guest-${ulid()}` })).toBe('refused');
      expect(await harness.store.list(libraryId, 1)).toMatchObject([{ id, isMakerAllowed: false }]);
    });

    it('adds a user who is a member from the start, with no higher role than needed', async () => {
      for (const [role, serverRole] of [
        ['viewer', 'viewer'],
        ['operator', 'operator'],
        ['owner', 'operator'],
      ] as const) {
        const { hash } = await addInvitation({ role });
        const guest = { id: ulid(), name: `guest-${ulid()}` };
        expect(await harness.store.addUser(hash, guest)).toMatchObject({ kind: 'accepted' });
        expect(await harness.users.find(guest.id)).toMatchObject({ role: serverRole, library: { id: libraryId, role } });
        expect(await harness.store.addUser(hash, { id: ulid(), name: `guest-${ulid()}` })).toBe('refused');
      }
    });

    it('keeps an invitation open if the chosen name is taken', async () => {
      const { hash } = await addInvitation();
      expect(await harness.store.addUser(hash, { id: ulid(), name: `user-${owner}` })).toBe('name-taken');
      expect(await harness.store.findOpen(hash)).toBeDefined();
    });

    it('revokes only for owners of the library, and nothing that was accepted', async () => {
      const { id, hash } = await addInvitation();
      const stranger = await add();
      expect(await harness.store.revoke({ libraryId, id, by: stranger })).toBe('not-owner');
      expect(await harness.store.revoke({ libraryId: stranger, id, by: stranger })).toBe('absent');
      expect(await harness.store.revoke({ libraryId, id: ulid(), by: owner })).toBe('absent');
      await harness.store.accept(hash, stranger);
      expect(await harness.store.revoke({ libraryId, id, by: owner })).toBe('used');
      const { id: open } = await addInvitation();
      expect(await harness.store.revoke({ libraryId, id: open, by: owner })).toBe('revoked');
      expect(await harness.store.revoke({ libraryId, id: open, by: owner })).toBe('unchanged');
    });

    it('removes invitations some days after their end, and with their library', async () => {
      await addInvitation({ expiresAt: later(-49 * HOUR_MS) });
      const { id: recent } = await addInvitation({ expiresAt: later(-47 * HOUR_MS) });
      const { id: open, hash } = await addInvitation();
      expect(await harness.store.removeEnded(2)).toBe(1);
      expect((await harness.store.list(libraryId, 10)).map(({ id }) => id)).toEqual([open, recent]);
      expect(await harness.libraries.remove(libraryId, owner, () => Promise.resolve(false))).toBe('removed');
      expect(await harness.store.findOpen(hash)).toBeUndefined();
    });
  });
}
