import { ulid } from 'ulid';
import type { AdministrationLogStore } from '../people/administration-log/administration-log-store.js';
import type { NewEntry } from '../people/administration-log/entry.js';

interface Harness {
  /** The store is empty. */
  readonly store: AdministrationLogStore;
  close(): Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();

export const newEntry = (entry: Partial<NewEntry> = {}): NewEntry => ({
  kind: 'user.created',
  actor: { type: 'user', id: ulid(), name: 'Nora' },
  address: '192.0.2.14',
  credential: { kind: 'token', id: '0199f5a0-5aaa-7000-8000-0d4a2f6f5a10', name: 'laptop' },
  subject: { type: 'user', id: ulid(), name: 'Otto' },
  libraryId: undefined,
  changes: { role: { from: null, to: 'viewer' }, password: 'changed' },
  ...entry,
});

export function administrationLogStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the AdministrationLogStore contract`, () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(() => harness.close());

    const append = (...entries: readonly NewEntry[]): Promise<void> => harness.store.append(nothing, () => entries);
    const listAll = (query: object = {}): ReturnType<AdministrationLogStore['list']> =>
      harness.store.list({ limit: 100, ...query });

    it('returns the result of a change, and keeps what the change was', async () => {
      const entry = newEntry({ libraryId: ulid() });
      const result = await harness.store.append(
        () => Promise.resolve('the result'),
        (made) => [{ ...entry, subject: { ...entry.subject, name: made } }],
      );
      expect(result).toBe('the result');
      const [kept] = await listAll();
      expect(kept).toEqual({
        ...entry,
        subject: { ...entry.subject, name: 'the result' },
        id: expect.any(String) as string,
        at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      });
    });

    it('keeps entries without a user, an address or a subject of its own', async () => {
      const system = { type: 'system', id: undefined, name: undefined } as const;
      const subject = { type: 'engine', id: undefined, name: undefined };
      const entry = newEntry({ actor: system, address: undefined, credential: undefined, subject, changes: {} });
      await append(entry);
      expect(await listAll()).toEqual([{ ...entry, id: expect.any(String) as string, at: expect.any(String) as string }]);
    });

    it('appends nothing if the change fails, or if there is nothing to record', async () => {
      const failing = harness.store.append(
        () => Promise.reject(new Error('refused')),
        () => [newEntry()],
      );
      await expect(failing).rejects.toThrow('refused');
      await append();
      expect(await listAll()).toEqual([]);
    });

    it('returns the newest entries first, page by page', async () => {
      for (const each of ['a', 'b', 'c', 'd', 'e']) await append(newEntry({ subject: { type: 'user', id: each, name: each } }));
      const first = await harness.store.list({ limit: 2 });
      const second = await harness.store.list({ limit: 2, before: first.at(-1)?.id ?? '' });
      const third = await harness.store.list({ limit: 2, before: second.at(-1)?.id ?? '' });
      expect([first, second, third].map((page) => page.map(({ subject }) => subject.id))).toEqual([
        ['e', 'd'],
        ['c', 'b'],
        ['a'],
      ]);
    });

    it('filters by library, actor, kind, subject and time', async () => {
      const libraryId = ulid();
      const mine = newEntry({ libraryId, kind: 'template.changed', subject: { type: 'template', id: '7', name: 'Lecture' } });
      await append(newEntry(), mine, newEntry({ kind: 'token.created' }));
      const kindsOf = async (query: object): Promise<readonly string[]> => (await listAll(query)).map(({ kind }) => kind);
      expect(await kindsOf({ libraryId })).toEqual(['template.changed']);
      expect(await kindsOf({ actor: mine.actor.id })).toEqual(['template.changed']);
      expect(await kindsOf({ actor: 'Nora' })).toHaveLength(3);
      expect(await kindsOf({ kind: 'token.created' })).toEqual(['token.created']);
      expect(await kindsOf({ kind: 'template' })).toEqual(['template.changed']);
      expect(await kindsOf({ kind: 'temp' })).toEqual([]);
      expect(await kindsOf({ subject: '7' })).toEqual(['template.changed']);
      expect(await kindsOf({ subject: 'Lecture' })).toEqual(['template.changed']);
      const [{ at } = { at: '' }] = await listAll({ subject: '7' });
      const later = new Date(Date.parse(at) + 60_000).toISOString();
      expect(await kindsOf({ subject: '7', from: new Date(Date.parse(at) - 1).toISOString(), until: later })).toHaveLength(1);
      expect(await kindsOf({ from: later })).toEqual([]);
      expect(await kindsOf({ until: new Date(Date.parse(at) - 60_000).toISOString() })).toEqual([]);
    });

    it('forgets the name and the addresses of a deleted user, and keeps the rest', async () => {
      const [otto, nora] = [ulid(), ulid()];
      const byOtto = newEntry({ actor: { type: 'user', id: otto, name: 'Otto' } });
      const onOtto = newEntry({
        actor: { type: 'user', id: nora, name: 'Nora' },
        subject: { type: 'user', id: otto, name: 'Otto' },
      });
      await append(byOtto, onOtto);
      await harness.store.forgetUser(otto, []);
      expect(await listAll()).toMatchObject([
        { ...onOtto, subject: { type: 'user', id: otto, name: undefined } },
        {
          ...byOtto,
          actor: { type: 'user', id: otto, name: undefined },
          address: undefined,
          credential: { kind: 'token', id: byOtto.credential?.id },
        },
      ]);
    });

    it('forgets the names of the tokens of a deleted user, and all names in the libraries that end', async () => {
      const [otto, nora, ended, lasting] = [ulid(), ulid(), ulid(), ulid()];
      const actor = { type: 'user', id: otto, name: 'Otto' } as const;
      const credential = { kind: 'token', id: 'a', name: "Otto's laptop" } as const;
      const byNora = { actor: { type: 'user', id: nora, name: 'Nora' } } as const;
      await append(
        newEntry({ actor, credential, subject: { type: 'token', id: 'b', name: "Otto's phone" } }),
        newEntry({ ...byNora, libraryId: ended, subject: { type: 'output', id: '1', name: "Otto's disk" } }),
        newEntry({ ...byNora, subject: { type: 'library', id: ended, name: 'Otto' } }),
        newEntry({ actor, libraryId: lasting, subject: { type: 'output', id: '2', name: 'Archive' } }),
      );
      await harness.store.forgetUser(otto, [ended]);
      const left = await listAll();
      expect(left.map(({ subject }) => subject.name)).toEqual(['Archive', undefined, undefined, undefined]);
      expect(left[3]?.credential).toEqual({ kind: 'token', id: 'a' });
      expect(JSON.stringify(left)).not.toContain('Otto');
    });

    it('keeps young entries when it removes old ones', async () => {
      await append(newEntry());
      expect(await harness.store.removeExpired()).toBe(0);
      expect(await listAll()).toHaveLength(1);
    });
  });
}
