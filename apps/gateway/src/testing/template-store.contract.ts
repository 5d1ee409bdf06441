import type { SharedSettings } from '@throughline/contracts';
import { ulid } from 'ulid';
import type { NewTemplate, Template } from '../templates/template.js';
import type { TemplateStore } from '../templates/template-store.js';

export interface TemplateStoreHarness {
  readonly store: TemplateStore;
  readonly addUser: (id: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const config: SharedSettings = {
  processing_config: {
    transcription: { enable_topics: false, vocabulary: ['naïve "quotes", {braces}'] },
    retry: { backoff_ms: [1, 2] },
  },
  output_config: { outputs: ['library', 'drive'] },
  retention_config: { soft_delete_days: 5, hard_delete_days: null },
};

export function templateStoreContract(name: string, open: () => Promise<TemplateStoreHarness>): void {
  describe(`${name} fulfils the TemplateStore contract`, () => {
    let harness: TemplateStoreHarness;
    let store: TemplateStore;
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
    const insert = async (given: Partial<NewTemplate> = {}): Promise<Template> => {
      const added = await store.insert({ libraryId, name: 'Lecture', isDraft: false, config, ...given });
      if (added === 'name-taken') throw new Error(added);
      return added;
    };

    it('assigns numbers, and loads a library’s templates oldest first, beside its settings', async () => {
      const [one, two] = [await insert(), await insert({ name: 'Archive', isDraft: true, config: {} })];
      expect(two.id).toBeGreaterThan(one.id);
      expect(one).toMatchObject({ name: 'Lecture', isDraft: false, config, revision: 1 });
      const settings = await store.replaceSettings(libraryId, 1, { output_config: { outputs: [] } });
      expect(settings).toEqual({ config: { output_config: { outputs: [] } }, revision: 2 });
      expect(await store.load(libraryId)).toEqual({ settings, templates: [one, two] });
      expect(await store.find(libraryId, two.id)).toEqual(two);
    });

    it('loads nothing of other libraries', async () => {
      const [other, template] = [await addLibrary(), await insert()];
      await store.replaceSettings(libraryId, 1, config);
      for (const id of [other, ulid()])
        expect(await store.load(id)).toEqual({ settings: { config: {}, revision: 1 }, templates: [] });
      expect(await store.find(other, template.id)).toBeUndefined();
      expect(await store.find(libraryId, 999_999_999_999_999)).toBeUndefined();
    });

    it('has another version of a library after each change of its settings and templates, and of no other', async () => {
      const other = await addLibrary();
      const versions = async (): Promise<readonly (string | undefined)[]> => {
        const found = await store.versionsOf([libraryId, other]);
        return [found.get(libraryId), found.get(other)];
      };
      const [first, ofOther] = await versions();
      const seen = new Set([first]);
      const expectAnother = async (): Promise<void> => {
        const [version, unchanged] = await versions();
        expect([seen.has(version), unchanged]).toEqual([false, ofOther]);
        seen.add(version);
      };
      const one = await insert();
      await expectAnother();
      const two = await insert({ name: 'Archive', isDraft: true });
      await expectAnother();
      expect(await store.replace(one, { name: 'Seminar', isDraft: false, config })).toMatchObject({ revision: 2 });
      await expectAnother();
      await store.replaceSettings(libraryId, 1, config);
      await expectAnother();
      await store.remove(two);
      await expectAnother();
      expect(await versions()).toEqual(await versions());
    });

    it('keeps names unique within a library, whatever their case', async () => {
      const first = await insert();
      const second = await insert({ name: 'Ärzte' });
      expect(await store.insert({ libraryId, name: 'LECTURE', isDraft: true, config: {} })).toBe('name-taken');
      expect(await store.replace(second, { name: 'lecture', isDraft: false, config: {} })).toBe('name-taken');
      expect(await store.replace(first, { name: 'lecture', isDraft: false, config })).toMatchObject({ name: 'lecture' });
      await insert({ libraryId: await addLibrary() });
    });

    it('replaces the whole content of a template, and increases its revision', async () => {
      const before = await insert();
      const after = await store.replace(before, { name: 'Talk', isDraft: true, config: { processing_config: {} } });
      expect(after).toEqual({
        ...before,
        name: 'Talk',
        isDraft: true,
        config: { processing_config: {} },
        revision: 2,
        updatedAt: expect.any(String) as string,
      });
      expect(await store.find(libraryId, before.id)).toEqual(after);
    });

    it('keeps the conditions of a template until a replacement has none', async () => {
      const matchingRules = { source_ids: [3], title_pattern: 'algebra*' };
      const before = await insert({ matchingRules });
      expect(before).toMatchObject({ matchingRules });
      expect((await store.load(libraryId)).templates).toEqual([before]);
      const changed = { min_duration_seconds: 60 };
      const after = await store.replace(before, { name: 'Talk', isDraft: false, config: {}, matchingRules: changed });
      expect(after).toMatchObject({ matchingRules: changed });
      await store.replace({ id: before.id, revision: 2 }, { name: 'Talk', isDraft: false, config: {} });
      expect(await store.find(libraryId, before.id)).not.toHaveProperty('matchingRules');
    });

    it('lets exactly one of two replacements of the same revision win', async () => {
      const before = await insert();
      const replace = (name: string) => store.replace(before, { name, isDraft: false, config: {} });
      const results = await Promise.all([replace('One'), replace('Two')]);
      expect(results.filter((one) => one === 'stale')).toHaveLength(1);
      expect(await store.find(libraryId, before.id)).toEqual(results.find((one) => one !== 'stale'));
    });

    it('removes a template only at the revision that was read, and once', async () => {
      const before = await insert();
      await store.replace(before, { name: 'Talk', isDraft: false, config: {} });
      expect(await store.remove(before)).toBe(false);
      expect(await store.remove({ ...before, revision: 2 })).toBe(true);
      expect(await store.remove({ ...before, revision: 2 })).toBe(false);
      expect(await store.replace({ ...before, revision: 2 }, { name: 'Talk', isDraft: false, config: {} })).toBe('stale');
      expect((await store.load(libraryId)).templates).toEqual([]);
    });

    it('removes any revision of a template if none is named, and once', async () => {
      const { id } = await insert();
      expect(await store.remove({ id })).toBe(true);
      expect(await store.remove({ id })).toBe(false);
      expect(await store.find(libraryId, id)).toBeUndefined();
    });

    it('lets exactly one of two changes of the same settings win', async () => {
      const replace = (outputs: readonly string[]) => store.replaceSettings(libraryId, 1, { output_config: { outputs } });
      const results = await Promise.all([replace(['library']), replace(['drive'])]);
      expect(results.filter((one) => one === 'stale')).toHaveLength(1);
      expect((await store.load(libraryId)).settings).toEqual(results.find((one) => one !== 'stale'));
    });
  });
}
