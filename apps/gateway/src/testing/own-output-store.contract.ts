import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import type { NewOwnOutput, OwnOutput } from '../outputs/own/own-output.js';
import type { OwnOutputStore } from '../outputs/own/own-output-store.js';

export interface OwnOutputStoreHarness {
  readonly store: OwnOutputStore;
  readonly addUser: (id: string) => Promise<void>;
  readonly addCredential: (libraryId: string) => Promise<number>;
  readonly removeCredential: (id: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

const content = { type: 'folder', settings: { folder: 'library', path: 'talks' }, credentialId: undefined } as const;

export function ownOutputStoreContract(name: string, open: () => Promise<OwnOutputStoreHarness>): void {
  describe(`${name} fulfils the OwnOutputStore contract`, () => {
    let harness: OwnOutputStoreHarness;
    let store: OwnOutputStore;
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
    const add = async (given: Partial<NewOwnOutput> = {}): Promise<OwnOutput> => {
      const added = await store.add({ libraryId, name: 'mine', ...content, ...given });
      if (typeof added === 'string') throw new Error(added);
      return added;
    };

    it('assigns numbers, lists a library’s own outputs oldest first, and finds them', async () => {
      const credentialId = await harness.addCredential(libraryId);
      const settings = { path: 'Talks', flag: true, count: 3 };
      const [one, two] = [await add(), await add({ name: 'drive', type: 'google_drive', settings, credentialId })];
      expect(two.id).toBeGreaterThan(one.id);
      expect(await store.list(libraryId)).toEqual([one, two]);
      expect(await store.find(two.id)).toEqual(two);
      expect(two).toMatchObject({ libraryId, name: 'drive', type: 'google_drive', settings, credentialId, revision: 1 });
      expect(one).toMatchObject(content);
      expect(await store.list(ulid())).toEqual([]);
      expect(await store.find(two.id + 1_000)).toBeUndefined();
    });

    it('has another version of a library after each change of its own outputs, and of no other', async () => {
      const other = ulid();
      await harness.addUser(other);
      await add({ libraryId: other });
      const versions = async (): Promise<readonly (string | undefined)[]> => {
        const found = await store.versionsOf([libraryId, other, ulid()]);
        return [found.get(libraryId), found.get(other)];
      };
      const [none, ofOther] = await versions();
      expect([none, ofOther]).toEqual([undefined, expect.any(String)]);
      const seen = new Set<string | undefined>();
      const expectAnother = async (): Promise<void> => {
        const [version, unchanged] = await versions();
        expect([seen.has(version), unchanged]).toEqual([false, ofOther]);
        seen.add(version);
      };
      const first = await add();
      await expectAnother();
      const second = await add({ name: 'second' });
      await expectAnother();
      expect(await store.replace(second, { ...content, settings: { folder: 'library', path: 'other' } })).toMatchObject({
        revision: 2,
      });
      await expectAnother();
      await store.remove(first);
      await expectAnother();
      await add();
      await expectAnother();
      expect(await versions()).toEqual(await versions());
    });

    it('keeps names unique within a library', async () => {
      const other = ulid();
      await harness.addUser(other);
      const first = await add();
      expect(await store.add({ libraryId, name: 'mine', ...content })).toBe('name-taken');
      await add({ libraryId: other });
      await store.remove(first);
      await add();
    });

    it('replaces the content at the revision that was read, and increases the revision', async () => {
      const before = await add();
      const replaced = await store.replace(before, { ...content, type: 's3', settings: { connection: 'archive' } });
      expect(replaced).toMatchObject({ id: before.id, type: 's3', settings: { connection: 'archive' }, revision: 2 });
      expect(await store.find(before.id)).toEqual(replaced);
      expect(await store.replace(before, content)).toBe('stale');
      expect(await store.find(before.id)).toEqual(replaced);
    });

    it('keeps the patterns of an output, until a change omits them', async () => {
      const patterns = { title_pattern: '{title} – „Größe“', description_pattern: '' };
      const read = await add({ patterns });
      expect(read.patterns).toEqual(patterns);
      expect(await store.find(read.id)).toEqual(read);
      const replaced = await store.replace(read, content);
      expect(replaced).not.toHaveProperty('patterns');
      expect(await store.find(read.id)).toEqual(replaced);
    });

    it('stores the last test of a revision, and forgets it with a change', async () => {
      const read = await add();
      expect(read.lastTest).toBeUndefined();
      const items = [{ name: 'write', result: 'wrong', message: 'There is no space left', mend: 'Free some space' }] as const;
      const test = { items, grantId: undefined };
      await store.recordTest(read, { items: [{ name: 'write', result: 'ok', message: 'It was written.' }], grantId: newId() });
      await store.recordTest(read, test);
      const tested = await store.find(read.id);
      expect(tested).toEqual({ ...read, lastTest: { at: expect.stringMatching(/Z$/) as string, ...test } });
      expect(await store.list(libraryId)).toEqual([tested]);
      const replaced = await store.replace(read, content);
      expect(replaced).toMatchObject({ revision: 2, lastTest: undefined });
      await store.recordTest(read, test);
      expect(await store.find(read.id)).toEqual(replaced);
      await store.recordTest({ id: read.id + 1_000, revision: 1 }, test);
    });

    it('stores which secret of the credential the last test used', async () => {
      const read = await add({ credentialId: await harness.addCredential(libraryId) });
      const test = { items: [{ name: 'write', result: 'ok', message: 'It was written.' }], grantId: newId() } as const;
      await store.recordTest(read, test);
      expect((await store.find(read.id))?.lastTest).toMatchObject(test);
    });

    it('lets one of several concurrent changes of a revision succeed', async () => {
      const read = await add();
      const changes = await Promise.all([
        store.replace(read, { ...content, settings: { folder: 'a' } }),
        store.replace(read, { ...content, settings: { folder: 'b' } }),
        store.remove(read),
      ]);
      expect(changes.filter((change) => change !== 'stale' && change !== false)).toHaveLength(1);
    });

    it('removes an own output at the revision that was read', async () => {
      const read = await add();
      const changed = await store.replace(read, content);
      expect(await store.remove(read)).toBe(false);
      if (typeof changed === 'string') throw new Error(changed);
      expect(await store.remove(changed)).toBe(true);
      expect(await store.find(read.id)).toBeUndefined();
      expect(await store.remove(changed)).toBe(false);
      expect(await store.replace(changed, content)).toBe('stale');
    });

    it('refuses a missing credential, and prevents the removal of one that is used', async () => {
      const [gone, credentialId] = [await harness.addCredential(libraryId), await harness.addCredential(libraryId)];
      const read = await add({ credentialId });
      expect(await harness.removeCredential(credentialId)).toBe(false);
      expect(await harness.removeCredential(gone)).toBe(true);
      expect(await store.add({ libraryId, name: 'other', ...content, credentialId: gone })).toBe('credential-gone');
      expect(await store.replace(read, { ...content, credentialId: gone })).toBe('credential-gone');
      expect(await store.list(libraryId)).toEqual([read]);
      await store.remove(read);
      expect(await harness.removeCredential(credentialId)).toBe(true);
    });
  });
}
