import { ulid } from 'ulid';
import type { NewUser, UserStore } from '../people/users/user-store.js';
import type { User } from '../people/users/user.js';

interface Harness {
  /** The store is empty. */
  readonly store: UserStore;
  close(): Promise<void>;
}

export function userStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the UserStore contract`, () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(() => harness.close());

    const add = async (user: Partial<NewUser> = {}): Promise<User> => {
      const id = ulid();
      const added = await harness.store.add({ id, name: `user-${id}`, role: 'operator', ...user });
      if (added === undefined) throw new Error('The name was taken');
      return added;
    };

    it('finds a user by id and by name, with a personal library', async () => {
      const user = await add({ name: 'Nora' });
      expect(user).toMatchObject({
        name: 'Nora',
        role: 'operator',
        library: { id: user.id, name: 'Nora', isPersonal: true, role: 'owner' },
        libraries: [{ id: user.id }],
        disabledAt: undefined,
      });
      expect(await harness.store.find(user.id)).toEqual(user);
      expect(await harness.store.findByName('Nora')).toEqual(user);
      expect(await harness.store.find(ulid())).toBeUndefined();
      expect(await harness.store.findByName('nora')).toBeUndefined();
    });

    it('returns the names of existing users, including disabled ones', async () => {
      await add({ role: 'admin' });
      const [nora, otto] = [await add({ name: 'Nora' }), await add({ name: 'Otto' })];
      await harness.store.change(otto.id, { disabled: true });
      const names = await harness.store.namesOf([nora.id, otto.id, ulid(), 'no id']);
      expect(names).toEqual(
        new Map([
          [nora.id, 'Nora'],
          [otto.id, 'Otto'],
        ]),
      );
      expect(await harness.store.namesOf([])).toEqual(new Map());
    });

    it('lists users by name, capitals first', async () => {
      for (const each of ['b', 'a', 'B', 'Ä']) await add({ name: each });
      expect((await harness.store.list()).map((one) => one.name)).toEqual(['B', 'a', 'b', 'Ä']);
    });

    it('keeps names unique, even for concurrent requests', async () => {
      const added = await Promise.all([1, 2, 3].map(() => harness.store.add({ id: ulid(), name: 'Nora', role: 'operator' })));
      expect(added.filter((one) => one !== undefined)).toHaveLength(1);
      expect(await harness.store.list()).toHaveLength(1);
    });

    it('leaves an existing user unchanged when it is added again', async () => {
      const user = await add();
      expect(await harness.store.add({ id: user.id, name: 'another', role: 'admin' })).toEqual(user);
    });

    it('changes only the given fields', async () => {
      await add({ role: 'admin' });
      const other = await add();
      const user = await add({ joins: { libraryId: other.id, role: 'operator' } });
      const changed = await harness.store.change(user.id, { role: 'viewer', libraryId: user.id });
      expect(changed).toEqual({ kind: 'changed', user: { ...user, role: 'viewer', library: user.libraries[0] } });
      expect(await harness.store.change(user.id, {})).toEqual(changed);
      expect(await harness.store.find(other.id)).toEqual(other);
      expect(await harness.store.change(ulid(), { role: 'admin' })).toEqual({ kind: 'absent' });
    });

    it('changes only the expected user, even with concurrent changes', async () => {
      await add({ role: 'admin' });
      const user = await add();
      const isOperator = ({ role }: User): boolean => role === 'operator';
      const changes = await Promise.all([
        harness.store.change(user.id, { role: 'viewer' }, isOperator),
        harness.store.change(user.id, { role: 'admin' }, isOperator),
      ]);
      expect(changes.map(({ kind }) => kind).sort()).toEqual(['changed', 'other']);
      const won = changes.find((change) => change.kind === 'changed');
      expect(await harness.store.find(user.id)).toEqual(won?.kind === 'changed' ? won.user : undefined);
    });

    it('keeps the time at which a user was first disabled', async () => {
      await add({ role: 'admin' });
      const user = await add();
      const first = await harness.store.change(user.id, { disabled: true });
      expect(first).toMatchObject({ kind: 'changed', user: { disabledAt: expect.any(String) as string } });
      expect(await harness.store.change(user.id, { disabled: true })).toEqual(first);
      expect(await harness.store.change(user.id, { disabled: false })).toEqual({ kind: 'changed', user });
    });

    it('puts a user who joins a library there first, with the personal library beside it', async () => {
      const owner = await add({ name: 'Ada' });
      const member = await add({ name: 'Nora', joins: { libraryId: owner.id, role: 'viewer' } });
      const personal = { id: member.id, name: 'Nora', isPersonal: true, role: 'owner' };
      const joined = { id: owner.id, name: 'Ada', isPersonal: true, role: 'viewer' };
      expect(member).toMatchObject({ library: joined, libraries: [personal, joined] });
      expect(await harness.store.list()).toEqual([owner, member]);
    });

    it('gives access to the libraries of an enabled user only', async () => {
      await add({ role: 'admin' });
      const owner = await add();
      const member = await add({ joins: { libraryId: owner.id, role: 'operator' } });
      const { createdAt: _createdAt, disabledAt: _disabledAt, ...access } = member;
      expect(await harness.store.accessTo(owner.id, member.id)).toEqual(access);
      expect((await harness.store.accessTo(member.id, member.id))?.library).toMatchObject({ id: member.id, role: 'owner' });
      expect(await harness.store.accessTo(member.id, owner.id)).toBeUndefined();
      expect(await harness.store.accessTo(owner.id, ulid())).toBeUndefined();
      await harness.store.change(member.id, { disabled: true });
      expect(await harness.store.accessTo(owner.id, member.id)).toBeUndefined();
    });

    it('keeps one administrator, even with concurrent changes', async () => {
      const [first, second] = [await add({ role: 'admin' }), await add({ role: 'admin' })];
      const changes = await Promise.all([
        harness.store.change(first.id, { role: 'viewer' }),
        harness.store.change(second.id, { disabled: true }),
      ]);
      expect(changes.map(({ kind }) => kind).sort()).toEqual(['changed', 'last-admin']);
      const left = (await harness.store.list()).filter((one) => one.role === 'admin' && one.disabledAt === undefined);
      expect(left).toHaveLength(1);
    });
  });
}
