import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import type { NewDocumentRule, SavedDocumentRule } from '../document-rules/document-rule.js';
import type { DocumentRuleStore } from '../document-rules/document-rule-store.js';

export interface DocumentRuleStoreHarness {
  readonly store: DocumentRuleStore;
  readonly addUser: (id: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export function documentRuleStoreContract(name: string, open: () => Promise<DocumentRuleStoreHarness>): void {
  describe(`${name} fulfils the DocumentRuleStore contract`, () => {
    let harness: DocumentRuleStoreHarness;
    let store: DocumentRuleStore;
    let libraryId: string;
    beforeAll(async () => {
      harness = await open();
      ({ store } = harness);
    });
    afterAll(() => harness.close());
    const addLibrary = async (): Promise<string> => {
      const id = ulid();
      await harness.addUser(id);
      return id;
    };
    beforeEach(async () => {
      libraryId = await addLibrary();
    });
    const content = {
      name: 'Bills',
      sender: 'ACME "Ltd", {x}',
      tags: ['naïve "quotes"', 'b,c'],
      type: 'invoice',
      isEnabled: true,
    };
    const insert = async (given: Partial<NewDocumentRule> = {}): Promise<SavedDocumentRule> => {
      const added = await store.insert({ libraryId, ...content, ...given });
      if (added === 'name-taken') throw new Error(added);
      return added;
    };

    it('assigns numbers and keys, and lists the rules of a library oldest first', async () => {
      const [one, two] = [await insert(), await insert({ name: 'Letters', type: null })];
      expect(two.id).toBeGreaterThan(one.id);
      expect(two.key).not.toBe(one.key);
      expect(one).toMatchObject({ ...content, libraryId, revision: 1 });
      expect(await store.list(libraryId)).toEqual([one, two]);
      expect(await store.find(libraryId, two.id)).toEqual(two);
      const other = await addLibrary();
      expect(await store.list(other)).toEqual([]);
      expect(await store.find(other, one.id)).toBeUndefined();
    });

    it('gives runs only the rules that are on', async () => {
      const { key } = await insert({ type: null });
      await insert({ name: 'Off', isEnabled: false });
      const { name: named, sender, tags } = content;
      expect(await store.rulesOf(libraryId)).toEqual([{ key, name: named, sender, tags }]);
    });

    it('keeps names unique within a library, whatever their case', async () => {
      await insert();
      const second = await insert({ name: 'Ärzte' });
      expect(await store.insert({ libraryId, ...content, name: 'BILLS' })).toBe('name-taken');
      expect(await store.replace(second, { ...content, name: 'bills' })).toBe('name-taken');
      await insert({ libraryId: await addLibrary() });
    });

    it('replaces and removes a rule only at the revision that was read', async () => {
      const before = await insert();
      const changed = { ...content, tags: [], isEnabled: false };
      const results = await Promise.all([store.replace(before, changed), store.replace(before, changed)]);
      expect(results.filter((one) => one === 'stale')).toHaveLength(1);
      const after = await store.find(libraryId, before.id);
      expect(after).toMatchObject({ ...changed, key: before.key, revision: 2 });
      expect(results).toContainEqual(after);
      expect(await store.remove(before)).toBe(false);
      expect(await store.remove({ id: before.id, revision: 2 })).toBe(true);
      expect(await store.remove({ id: before.id, revision: 2 })).toBe(false);
    });

    it('remembers the dismissed suggestions of each library, once', async () => {
      const [one, two] = [newId(), newId()];
      await store.dismiss(libraryId, one);
      await store.dismiss(libraryId, one);
      await store.dismiss(libraryId, two);
      expect(await store.dismissed(libraryId)).toEqual(new Set([one, two]));
      expect(await store.dismissed(await addLibrary())).toEqual(new Set());
    });

    it('takes a dismissal back, in its library alone', async () => {
      const [one, two] = [newId(), newId()];
      for (const suggestion of [one, two]) await store.dismiss(libraryId, suggestion);
      expect(await store.bringBack(await addLibrary(), one)).toBe(false);
      expect(await store.bringBack(libraryId, one)).toBe(true);
      expect(await store.bringBack(libraryId, one)).toBe(false);
      expect(await store.dismissed(libraryId)).toEqual(new Set([two]));
    });
  });
}
