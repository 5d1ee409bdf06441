import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import { newSecret } from '../people/sign-in/session.js';
import { hashOf } from '../people/tokens/token.js';
import type { UserStore } from '../people/users/user-store.js';
import type { PublishedSetStore, NewSet, NewItem } from '../sharing/published/published-set-store.js';

interface Harness {
  readonly store: PublishedSetStore;
  readonly users: UserStore;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const later = (ms: number): string => new Date(Date.now() + ms).toISOString();
const anyTime = expect.any(String) as string;

export function publishedSetStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the PublishedSetStore contract`, () => {
    let harness: Harness;
    let owner: string;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      owner = ulid();
      await harness.users.add({ id: owner, name: `user-${owner}`, role: 'operator' });
    });

    const aSet = (overrides: Partial<NewSet> = {}): NewSet => ({
      id: ulid(),
      kind: 'feed',
      hash: hashOf(newSecret()),
      libraryId: owner,
      tag: undefined,
      title: 'Algebra II',
      description: '',
      language: undefined,
      media: 'audio',
      asksFirst: true,
      origins: [],
      madeBy: owner,
      expiresAt: undefined,
      ...overrides,
    });
    const anItem = (overrides: Partial<NewItem> = {}): NewItem => ({
      itemId: newId(),
      episodeId: ulid(),
      isListed: true,
      registeredAt: later(-HOUR_MS),
      decidedBy: undefined,
      ...overrides,
    });
    const addSet = async (overrides: Partial<NewSet> = {}, items: readonly NewItem[] = []): Promise<NewSet> => {
      const feed = aSet(overrides);
      expect(await harness.store.add(feed, items, 20)).toMatchObject({ id: feed.id });
      return feed;
    };
    const listedIn = async (id: string, isListed = true): Promise<readonly string[]> =>
      (await harness.store.itemsOf(id, isListed, 10)).map(({ itemId }) => itemId);

    it('finds a feed by its id and by the hash of its code, and never returns the hash', async () => {
      const feed = await addSet({
        tag: 'algebra',
        language: 'pt-BR',
        expiresAt: later(HOUR_MS),
        media: 'video',
        kind: 'embed',
        origins: ['https://a.example'],
      });
      const { hash, ...shown } = feed;
      const nothing = { renewedAt: undefined, lastFetchedAt: undefined, revokedAt: undefined, revokedBy: undefined };
      const expected = { ...shown, ...nothing, createdAt: anyTime, fetches: 0 };
      expect(await harness.store.find(feed.id)).toEqual(expected);
      expect(await harness.store.findByHash(hash)).toEqual(expected);
      expect(await harness.store.findByHash(hashOf('another code'))).toBeUndefined();
      expect(await harness.store.find(ulid())).toBeUndefined();
    });

    it('lists the feeds of a library, the open ones first', async () => {
      const first = await addSet();
      const expired = await addSet({ expiresAt: later(-HOUR_MS) });
      const revoked = await addSet();
      await harness.store.revoke({ libraryId: owner, kind: 'feed', id: revoked.id, by: owner });
      const last = await addSet({ expiresAt: later(HOUR_MS) });
      const idsOf = async (most = 20): Promise<readonly string[]> =>
        (await harness.store.list({ libraryId: owner, kind: 'feed' }, most)).map(({ id }) => id);
      expect(await idsOf()).toEqual([last.id, first.id, revoked.id, expired.id]);
      expect(await idsOf(2)).toEqual([last.id, first.id]);
      expect(await harness.store.list({ libraryId: ulid(), kind: 'feed' }, 20)).toEqual([]);
    });

    it('keeps the kinds apart', async () => {
      const embed = await addSet({ kind: 'embed', origins: ['https://a.example'] });
      const feed = await addSet();
      const of = (kind: 'feed' | 'embed') => ({ libraryId: owner, kind });
      expect(await harness.store.list(of('embed'), 9)).toMatchObject([{ id: embed.id, origins: ['https://a.example'] }]);
      expect(await harness.store.list(of('feed'), 9)).toMatchObject([{ id: feed.id, origins: [] }]);
      expect(await harness.store.add(aSet({ kind: 'embed' }), [], 1)).toBe('too-many');
      const wrong = { ...of('feed'), id: embed.id };
      expect(await harness.store.change(wrong, { title: 'Algebra III' }, 9)).toBeUndefined();
      expect(await harness.store.renew(wrong, hashOf(newSecret()))).toBeUndefined();
      expect(await harness.store.revoke({ ...wrong, by: owner })).toBe('absent');
      const origins = ['https://b.example', 'https://a.example'];
      expect(await harness.store.change({ ...wrong, kind: 'embed' }, { origins }, 9)).toMatchObject({ after: { origins } });
      expect(await harness.store.find(embed.id)).toMatchObject({ title: 'Algebra II', origins, revokedAt: undefined });
    });

    it('limits the open feeds of a library, even of requests at once', async () => {
      await addSet({ expiresAt: later(-HOUR_MS) });
      const answers = await Promise.all(Array.from({ length: 5 }, () => harness.store.add(aSet(), [anItem()], 3)));
      expect(answers.filter((one) => one === 'too-many')).toHaveLength(2);
    });

    it('changes and renews feeds of the library, unless they are revoked', async () => {
      const { id, hash, ...settings } = await addSet();
      const key = { libraryId: owner, kind: 'feed', id } as const;
      const change = { ...settings, title: 'Algebra III', language: 'de', asksFirst: false, expiresAt: later(HOUR_MS) };
      const { title, description, language, media, asksFirst, expiresAt } = change;
      const shown = { title, description, language, media, asksFirst, expiresAt };
      expect(await harness.store.change({ ...key, libraryId: ulid() }, change, 20)).toBeUndefined();
      expect(await harness.store.change(key, shown, 20)).toMatchObject({ before: { title: 'Algebra II' }, after: shown });
      const next = hashOf(newSecret());
      expect(await harness.store.renew({ ...key, libraryId: ulid() }, next)).toBeUndefined();
      expect(await harness.store.renew(key, next)).toMatchObject({ id, renewedAt: anyTime });
      expect(await harness.store.findByHash(hash)).toBeUndefined();
      expect(await harness.store.findByHash(next)).toMatchObject({ id });
      await harness.store.revoke({ ...key, by: owner });
      expect(await harness.store.change(key, shown, 20)).toBeUndefined();
      expect(await harness.store.renew(key, hashOf(newSecret()))).toBeUndefined();
    });

    it('keeps the settings that a change does not name, also of changes at once', async () => {
      const { id } = await addSet({ language: 'de', asksFirst: false, expiresAt: later(HOUR_MS) });
      const key = { libraryId: owner, kind: 'feed', id } as const;
      await Promise.all([
        harness.store.change(key, { asksFirst: true }, 20),
        harness.store.change(key, { title: 'Algebra III' }, 20),
        harness.store.change(key, { media: 'video' }, 20),
      ]);
      const kept = { title: 'Algebra III', language: 'de', media: 'video', asksFirst: true, expiresAt: anyTime };
      expect(await harness.store.find(id)).toMatchObject(kept);
      expect(await harness.store.change(key, {}, 20)).toMatchObject({ before: kept, after: kept });
      await harness.store.change(key, { language: undefined, expiresAt: undefined }, 20);
      expect(await harness.store.find(id)).toMatchObject({ ...kept, language: undefined, expiresAt: undefined });
    });

    it('counts an expired feed that a change opens again', async () => {
      const expired = [await addSet({ expiresAt: later(-HOUR_MS) }), await addSet({ expiresAt: later(-HOUR_MS) })];
      const open = await addSet();
      const change = (id: string, settings: Partial<NewSet>, most: number) =>
        harness.store.change({ libraryId: owner, kind: 'feed', id }, settings, most);
      const answers = await Promise.all(expired.map(({ id }) => change(id, { expiresAt: undefined }, 2)));
      expect(answers.filter((one) => one === 'too-many')).toHaveLength(1);
      const closed = (await harness.store.list({ libraryId: owner, kind: 'feed' }, 9)).at(-1);
      expect(closed).toMatchObject({ expiresAt: anyTime });
      expect(await change(String(closed?.id), { title: 'Algebra III' }, 2)).toMatchObject({ after: { title: 'Algebra III' } });
      expect(await change(open.id, { expiresAt: later(HOUR_MS) }, 1)).toMatchObject({ after: { id: open.id } });
    });

    it('revokes a feed of the library once, and says who did', async () => {
      const { id } = await addSet();
      expect(await harness.store.revoke({ libraryId: ulid(), kind: 'feed', id, by: owner })).toBe('absent');
      expect(await harness.store.revoke({ libraryId: owner, kind: 'feed', id, by: owner })).toMatchObject({
        id,
        revokedBy: owner,
      });
      expect(await harness.store.revoke({ libraryId: owner, kind: 'feed', id, by: owner })).toBe('unchanged');
    });

    it('counts fetches', async () => {
      const { id } = await addSet();
      await Promise.all([harness.store.countFetch(id), harness.store.countFetch(id)]);
      expect(await harness.store.find(id)).toMatchObject({ fetches: 2, lastFetchedAt: anyTime });
    });

    it('keeps the first decision of a recording that joins, and its episode for ever', async () => {
      const [old, recent] = [anItem(), anItem({ registeredAt: later(-1), decidedBy: owner })];
      const { id } = await addSet({}, [old, recent]);
      expect(await harness.store.itemsOf(id, true, 10)).toEqual([
        { ...recent, decidedAt: anyTime },
        { ...old, decidedAt: anyTime },
      ]);
      expect(await harness.store.itemsOf(id, true, 1)).toHaveLength(1);
      const [changed, other] = [
        { ...old, episodeId: ulid(), isListed: false, decidedBy: owner },
        anItem({ registeredAt: later(0) }),
      ];
      await harness.store.join(id, [changed, other]);
      expect(await listedIn(id)).toEqual([other.itemId, recent.itemId, old.itemId]);
      await harness.store.decide(id, [changed]);
      expect(await listedIn(id, false)).toEqual([old.itemId]);
      const episode = { itemId: old.itemId, episodeId: old.episodeId, isListed: false, decidedBy: owner };
      expect(await harness.store.findEpisode(id, old.episodeId)).toMatchObject(episode);
      expect(await harness.store.findEpisode(ulid(), old.episodeId)).toBeUndefined();
      const asked = [old.itemId, other.itemId, newId()];
      expect(await harness.store.decidedAmong(id, asked)).toEqual(new Set(asked.slice(0, 2)));
      await harness.store.join(id, []);
      await harness.store.decide(id, []);
    });

    it('names each recording with decisions once, in pages, and removes its decisions', async () => {
      const items = [anItem(), anItem(), anItem()];
      await addSet({}, items);
      const { id } = await addSet({}, [anItem({ itemId: items[0]?.itemId ?? '' })]);
      const found: string[] = [];
      for (let after: string | undefined; ; after = found.at(-1)) {
        const page = await harness.store.itemsAfter(after, 2);
        expect(page.every(({ kind }) => kind === 'recording')).toBe(true);
        found.push(...page.map(({ itemId }) => itemId));
        if (page.length === 0) break;
      }
      const ids = items.map(({ itemId }) => itemId);
      expect(found.filter((one) => ids.includes(one))).toEqual([...ids].sort());
      expect(await harness.store.removeOf(ids[0] ?? '')).toBe(2);
      expect(await listedIn(id)).toEqual([]);
    });

    it('removes feeds that ended long ago, with their decisions', async () => {
      const item = anItem();
      await addSet({ expiresAt: later(-49 * HOUR_MS) }, [item]);
      const recent = await addSet({ expiresAt: later(-47 * HOUR_MS) });
      const open = await addSet();
      expect(await harness.store.removeEnded(2)).toBeGreaterThan(0);
      expect((await harness.store.list({ libraryId: owner, kind: 'feed' }, 9)).map(({ id }) => id)).toEqual([open.id, recent.id]);
      expect(await harness.store.removeOf(item.itemId)).toBe(0);
    });
  });
}
