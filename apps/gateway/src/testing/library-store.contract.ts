import { ulid } from 'ulid';
import type { LibraryStore } from '../people/libraries/library-store.js';
import type { NewUser, UserStore } from '../people/users/user-store.js';
import type { User } from '../people/users/user.js';

interface Harness {
  /** The stores are empty. */
  readonly store: LibraryStore;
  readonly users: UserStore;
  close(): Promise<void>;
}

const isEmpty = (): Promise<boolean> => Promise.resolve(false);

export function libraryStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the LibraryStore contract`, () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(() => harness.close());

    const add = async (user: Partial<NewUser> = {}): Promise<User> => {
      const id = ulid();
      const added = await harness.users.add({ id, name: `user-${id}`, role: 'operator', ...user });
      if (added === undefined) throw new Error('The name was taken');
      return added;
    };

    it('finds the personal library of a user, and no other', async () => {
      const user = await add({ name: 'Nora' });
      expect(await harness.store.find(user.id)).toEqual({ id: user.id, name: 'Nora', isPersonal: true });
      expect(await harness.store.find(ulid())).toBeUndefined();
    });

    it('adds a member once, and keeps the role of a present member', async () => {
      const { store, users } = harness;
      const [owner, user] = [await add(), await add()];
      const adding = [1, 2, 3].map(() => store.addMember(owner.id, user.id, 'viewer'));
      expect((await Promise.all(adding)).filter(Boolean)).toHaveLength(1);
      expect(await store.addMember(owner.id, user.id, 'owner')).toBe(false);
      expect((await users.accessTo(owner.id, user.id))?.library.role).toBe('viewer');
      expect(await store.addMember(ulid(), user.id, 'viewer')).toBe(false);
    });

    it('changes the role of a member, and ends a membership', async () => {
      const { store, users } = harness;
      const owner = await add();
      const member = await add({ joins: { libraryId: owner.id, role: 'viewer' } });
      expect(await store.changeMember({ libraryId: owner.id, userId: member.id, by: owner.id }, 'operator')).toBe('changed');
      expect((await users.accessTo(owner.id, member.id))?.library.role).toBe('operator');
      expect(await store.changeMember({ libraryId: owner.id, userId: member.id, by: owner.id }, undefined)).toBe('changed');
      expect(await users.accessTo(owner.id, member.id)).toBeUndefined();
      expect((await users.find(member.id))?.library.id).toBe(member.id);
      expect(await store.changeMember({ libraryId: owner.id, userId: member.id, by: owner.id }, 'viewer')).toBe('absent');
      expect(await store.changeMember({ libraryId: ulid(), userId: owner.id, by: owner.id }, 'viewer')).toBe('not-owner');
    });

    it('keeps the user of a personal library as an owner', async () => {
      const { store, users } = harness;
      const user = await add();
      const other = await add({ joins: { libraryId: user.id, role: 'owner' } });
      for (const role of ['viewer', undefined] as const)
        expect(await store.changeMember({ libraryId: user.id, userId: user.id, by: user.id }, role)).toBe('last-owner');
      expect(await store.changeMember({ libraryId: user.id, userId: other.id, by: user.id }, 'viewer')).toBe('changed');
      expect((await users.accessTo(user.id, user.id))?.library.role).toBe('owner');
    });

    it('adds, lists and renames a library, each at its revision and by its owner only', async () => {
      const { store, users } = harness;
      const [owner, member] = [await add(), await add()];
      const id = ulid();
      await store.add({ id, name: 'Institute', ownerId: owner.id });
      await store.add({ id, name: 'Another', ownerId: member.id });
      await store.addMember(id, member.id, 'operator');
      const [personal, shared, ...rest] = await store.list(member.id);
      expect([personal?.id, rest]).toEqual([member.id, []]);
      expect(shared).toMatchObject({ id, name: 'Institute', isPersonal: false, role: 'operator', members: 2, revision: 1 });
      expect(await store.rename(id, { by: member.id, name: 'Mine', revision: 1 })).toBe(false);
      expect(await store.rename(id, { by: owner.id, name: 'Faculty', revision: 1 })).toBe(true);
      expect(await store.rename(id, { by: owner.id, name: 'Late', revision: 1 })).toBe(false);
      expect((await store.list(owner.id))[1]).toMatchObject({ name: 'Faculty', role: 'owner', revision: 2 });
      const names = [owner, member].map(({ name }) => name).sort();
      expect((await store.members(id)).map(({ name }) => name)).toEqual(names);
      expect((await users.accessTo(id, member.id))?.library.name).toBe('Faculty');
    });

    it('adds no more than the most libraries of a user, even with concurrent requests', async () => {
      const { store } = harness;
      const [owner, other] = [await add(), await add()];
      const names = ['one', 'two', 'three', 'four'];
      const added = await Promise.all(names.map((name) => store.add({ id: ulid(), name, ownerId: owner.id }, 2)));
      expect(added.filter(Boolean)).toHaveLength(2);
      expect(await store.list(owner.id)).toHaveLength(3);
      const [first] = (await store.list(owner.id)).filter(({ isPersonal }) => !isPersonal);
      await store.addMember(first?.id ?? '', other.id, 'operator');
      expect(await store.add({ id: ulid(), name: 'of a member', ownerId: other.id }, 1)).toBe(true);
      await store.remove(first?.id ?? '', owner.id, isEmpty);
      expect(await store.add({ id: ulid(), name: 'in its place', ownerId: owner.id }, 2)).toBe(true);
    });

    it('lets nobody but an owner change members, and never raises the own role', async () => {
      const { store } = harness;
      const [owner, operator, viewer] = [await add(), await add(), await add()];
      const libraryId = owner.id;
      await store.addMember(libraryId, operator.id, 'operator');
      await store.addMember(libraryId, viewer.id, 'viewer');
      for (const by of [operator.id, viewer.id, ulid()])
        for (const userId of [operator.id, viewer.id])
          expect(await store.changeMember({ libraryId, userId, by }, 'owner')).toBe('not-owner');
      expect(await store.changeMember({ libraryId, userId: viewer.id, by: operator.id }, undefined)).toBe('not-owner');
      expect(await store.transfer({ libraryId, userId: viewer.id, by: operator.id })).toBe('not-owner');
      expect(await store.changeMember({ libraryId, userId: viewer.id, by: viewer.id }, undefined)).toBe('changed');
    });

    it('keeps one owner, even with concurrent changes', async () => {
      const { store } = harness;
      const [first, second] = [await add(), await add()];
      const libraryId = ulid();
      await store.add({ id: libraryId, name: 'Institute', ownerId: first.id });
      await store.addMember(libraryId, second.id, 'owner');
      const changes = await Promise.all([
        store.changeMember({ libraryId, userId: first.id, by: first.id }, undefined),
        store.changeMember({ libraryId, userId: second.id, by: second.id }, 'viewer'),
      ]);
      expect(changes.sort()).toEqual(['changed', 'last-owner']);
      expect((await store.members(libraryId)).filter(({ role }) => role === 'owner')).toHaveLength(1);
    });

    it('transfers a library to a member, but no personal library', async () => {
      const { store, users } = harness;
      const [owner, member] = [await add(), await add()];
      const libraryId = ulid();
      await store.add({ id: libraryId, name: 'Institute', ownerId: owner.id });
      const toMember = { libraryId, userId: member.id, by: owner.id };
      expect(await store.transfer(toMember)).toBe('absent');
      await store.addMember(libraryId, member.id, 'viewer');
      expect(await store.transfer(toMember)).toBe('changed');
      const roles = [owner, member].map(async ({ id }) => (await users.accessTo(libraryId, id))?.library.role);
      expect(await Promise.all(roles)).toEqual(['operator', 'owner']);
      await store.addMember(owner.id, member.id, 'viewer');
      expect(await store.transfer({ ...toMember, libraryId: owner.id })).toBe('last-owner');
    });

    it('removes a library with its members, and returns their sign-ins to the personal library', async () => {
      const { store, users } = harness;
      await add({ role: 'admin' });
      const owner = await add();
      const id = ulid();
      await store.add({ id, name: 'Institute', ownerId: owner.id });
      const member = await add({ joins: { libraryId: id, role: 'operator' } });
      expect(await store.remove(id, member.id, isEmpty)).toBe('not-owner');
      expect(await store.remove(owner.id, owner.id, isEmpty)).toBe('personal');
      expect(await store.remove(id, owner.id, () => Promise.resolve(true))).toBe('not-empty');
      expect(await store.remove(id, owner.id, isEmpty)).toBe('removed');
      expect(await store.find(id)).toBeUndefined();
      expect(await users.find(member.id)).toMatchObject({ library: { id: member.id }, libraries: [{ id: member.id }] });
      expect(await store.remove(id, owner.id, isEmpty)).toBe('not-owner');
    });

    it('counts a library as active while an enabled user owns it', async () => {
      const { store, users } = harness;
      await add({ role: 'admin' });
      const owner = await add();
      await add({ joins: { libraryId: owner.id, role: 'operator' } });
      expect([await store.isActive(owner.id), await store.isActive(ulid())]).toEqual([true, false]);
      await users.change(owner.id, { disabled: true });
      expect(await store.isActive(owner.id)).toBe(false);
      await add({ joins: { libraryId: owner.id, role: 'owner' } });
      expect(await store.isActive(owner.id)).toBe(true);
    });

    it('keeps the vocabulary of each library, beside all other changes', async () => {
      await add({ role: 'admin' });
      const [user, other] = [await add(), await add()];
      expect(await harness.store.vocabularyOf(user.id)).toEqual([]);
      await harness.store.setVocabulary(user.id, ['Grace Hopper', 'naïve "quotes", {braces}']);
      await harness.store.setVocabulary(ulid(), ['nobody']);
      await harness.users.change(user.id, { role: 'viewer' });
      expect(await harness.store.vocabularyOf(user.id)).toEqual(['Grace Hopper', 'naïve "quotes", {braces}']);
      expect(await harness.store.vocabularyOf(other.id)).toEqual([]);
      await harness.store.setVocabulary(user.id, []);
      expect(await harness.store.vocabularyOf(user.id)).toEqual([]);
    });

    it('makes nobody an owner of more libraries than allowed, of several changes at once', async () => {
      const { store } = harness;
      const [owner, member] = [await add(), await add()];
      const ids = [ulid(), ulid(), ulid()];
      for (const id of ids) {
        await store.add({ id, name: id, ownerId: owner.id });
        await store.addMember(id, member.id, 'operator');
      }
      const [first = '', ...others] = ids;
      const of = (libraryId: string) => ({ libraryId, userId: member.id, by: owner.id });
      const results = await Promise.all([
        store.transfer(of(first), 1),
        ...others.map((id) => store.changeMember(of(id), 'owner', 1)),
      ]);
      expect(results.toSorted()).toEqual(['changed', 'too-many', 'too-many']);
      expect((await store.list(member.id)).filter(({ role, isPersonal }) => role === 'owner' && !isPersonal)).toHaveLength(1);
    });

    it('replaces only the vocabulary that the client means, and one of several changes at once', async () => {
      await add({ role: 'admin' });
      const user = await add();
      const changes = ['one', 'two', 'three'].map((term) =>
        harness.store.setVocabulary(user.id, [term], (present) => present.length === 0),
      );
      expect((await Promise.all(changes)).filter((isDone) => isDone)).toHaveLength(1);
      expect(await harness.store.vocabularyOf(user.id)).toHaveLength(1);
    });

    it('keeps the default language of a library for all its users, until it is removed', async () => {
      await add({ role: 'admin' });
      const owner = await add();
      const member = await add({ joins: { libraryId: owner.id, role: 'operator' } });
      await harness.store.setDefaultLanguage(owner.id, 'de-AT');
      await harness.store.setDefaultLanguage(member.id, 'fr');
      for (const user of [owner, member])
        expect((await harness.users.find(user.id))?.library).toEqual({ ...user.library, defaultLanguage: 'de-AT' });
      await harness.store.setDefaultLanguage(owner.id, undefined);
      expect((await harness.users.find(member.id))?.library).toEqual(member.library);
    });
  });
}
