import { newAssetId } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { ulid } from 'ulid';
import type { SourceStore } from '../sources/source-store.js';
import type { NewSource, Source } from '../sources/source.js';
import { NO_COUNTS, type SyncClaim, type SyncResult } from '../sources/syncs/sync.js';
import { SYNCS_KEPT, type NewSync, type SyncStore } from '../sources/syncs/sync-store.js';

export interface SourceStoreHarness {
  readonly sources: SourceStore;
  readonly syncs: SyncStore;
  readonly addUser: (id: string) => Promise<void>;
  readonly addCredential: (libraryId: string, accountId?: string, type?: 'zoom' | 'google') => Promise<number>;
  readonly removeCredential: (id: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

const content = {
  name: 'Talks',
  type: 'folder',
  settings: { folder: 'inbox', subfolders: true, settle_seconds: 5 },
  credentialId: undefined,
  brings: 'recording',
  templateId: undefined,
  isRun: false,
  intervalMinutes: undefined,
} as const;
const BY_USER: NewSync = { trigger: 'user', isDryRun: false, from: undefined, to: undefined };
const LEASE_MS = 60_000;
const EXPIRED_MS = -1;
const DONE: SyncResult = {
  counts: { ...NO_COUNTS, new: 1 },
  entries: [{ name: 'talk.mp4', verdict: 'new', itemId: newAssetId() }],
  waiting: [],
  againInMs: undefined,
  cursor: undefined,
  problem: undefined,
};

export function sourceStoreContract(name: string, open: () => Promise<SourceStoreHarness>): void {
  describe(`${name} fulfils the contracts of SourceStore and SyncStore`, () => {
    let harness: SourceStoreHarness;
    let sources: SourceStore;
    let syncs: SyncStore;
    let libraryId: string;
    beforeAll(async () => {
      harness = await open();
      ({ sources, syncs } = harness);
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      libraryId = ulid();
      await harness.addUser(libraryId);
    });
    const add = async (given: Partial<NewSource> = {}): Promise<Source> => {
      const added = await sources.add({ libraryId, ...content, ...given });
      if (typeof added === 'string') throw new Error(added);
      return added;
    };
    const begin = async (source: Source, sync: Partial<NewSync> = {}, leaseMs = LEASE_MS): Promise<SyncClaim> => {
      const claim = await syncs.begin(source.id, { ...BY_USER, ...sync }, leaseMs);
      if (claim === undefined) throw new Error('not begun');
      return claim;
    };
    const isDue = async ({ id }: Source): Promise<boolean> => (await syncs.due(1_000)).includes(id);

    it('assigns numbers, lists a library’s sources oldest first, and finds them', async () => {
      const credentialId = await harness.addCredential(libraryId);
      const given = { name: 'Papers', brings: 'document', templateId: 7, isRun: true, intervalMinutes: 5, credentialId } as const;
      const [one, two] = [await add(), await add(given)];
      expect(two.id).toBeGreaterThan(one.id);
      expect(await sources.list(libraryId)).toEqual([one, two]);
      expect(await sources.find(two.id)).toEqual(two);
      expect(two).toMatchObject({ libraryId, ...content, ...given, isPaused: false, revision: 1 });
      expect(one).toMatchObject({ ...content, nextSyncAt: undefined });
      expect(await sources.list(ulid())).toEqual([]);
      expect(await sources.find(two.id + 1_000)).toBeUndefined();
    });

    it('keeps names unique within a library, whatever their case', async () => {
      const other = ulid();
      await harness.addUser(other);
      const first = await add();
      expect(await sources.add({ libraryId, ...content, name: 'TALKS' })).toBe('name-taken');
      await add({ libraryId: other });
      const second = await add({ name: 'Other' });
      expect(await sources.replace(second, { ...content, name: 'talks' })).toBe('name-taken');
      expect(await sources.replace(first, { ...content, name: 'TALKS' })).toMatchObject({ name: 'TALKS' });
    });

    it('detaches a template from the sources of its library, which start no runs then', async () => {
      const other = ulid();
      await harness.addUser(other);
      const given = { templateId: 7, isRun: true, intervalMinutes: 5 };
      const [one, two, foreign] = [
        await add(given),
        await add({ ...given, name: 'Two', templateId: 8 }),
        await add({ libraryId: other, ...given }),
      ];
      await sources.detachTemplate(libraryId, 7);
      const { nextSyncAt } = one;
      expect(await sources.find(one.id)).toMatchObject({ templateId: undefined, isRun: false, nextSyncAt, revision: 2 });
      expect(await sources.find(two.id)).toEqual(two);
      expect(await sources.find(foreign.id)).toEqual(foreign);
    });

    it('replaces and removes a source at the revision that was read, for one of several at once', async () => {
      const read = await add();
      const changes = await Promise.all([
        sources.replace(read, { ...content, settings: { folder: 'a' } }),
        sources.replace(read, { ...content, settings: { folder: 'b' } }),
      ]);
      expect(changes.filter((change) => change !== 'stale')).toHaveLength(1);
      expect(await sources.remove(read)).toBe(false);
      const present = await sources.find(read.id);
      expect(present?.revision).toBe(2);
      expect(present !== undefined && (await sources.remove(present))).toBe(true);
      expect(await sources.find(read.id)).toBeUndefined();
    });

    it('refuses a missing credential, and prevents the removal of one that is used', async () => {
      const [gone, credentialId] = [await harness.addCredential(libraryId), await harness.addCredential(libraryId)];
      const read = await add({ credentialId });
      expect(await harness.removeCredential(credentialId)).toBe(false);
      expect(await harness.removeCredential(gone)).toBe(true);
      expect(await sources.add({ libraryId, ...content, name: 'Other', credentialId: gone })).toBe('credential-gone');
      await sources.remove(read);
      expect(await harness.removeCredential(credentialId)).toBe(true);
    });

    it('makes a source with an interval due at once, unless it is paused or synced', async () => {
      const source = await add({ intervalMinutes: 5 });
      expect(await isDue(source)).toBe(true);
      const paused = await sources.setPaused(source.id, true);
      expect(paused).toMatchObject({ isPaused: true, revision: 2 });
      expect(await sources.setPaused(source.id, true)).toEqual(paused);
      expect(await isDue(source)).toBe(false);
      expect(await sources.setPaused(source.id, false)).toMatchObject({ isPaused: false, revision: 3 });
      expect(await isDue(source)).toBe(true);
      const claim = await begin(source);
      expect(await isDue(source)).toBe(false);
      await syncs.finish(claim, DONE);
      expect(await isDue(source)).toBe(false);
      expect(await isDue(await add({ name: 'On request' }))).toBe(false);
    });

    it('makes the sources with a value of a setting due, also while one of them is synced', async () => {
      const choice = { type: 'zoom', setting: 'connection', value: ulid() };
      const settings = { connection: choice.value };
      const [source, other] = [
        await add({ type: 'zoom', settings, intervalMinutes: 60 }),
        await add({ name: 'Other', type: 'zoom', settings: { connection: 'other' } }),
      ];
      const idle = await add({ name: 'Idle', type: 'zoom', settings });
      await syncs.finish(await begin(source), DONE);
      await sources.requestSyncs(choice);
      expect(await Promise.all([source, idle, other].map(isDue))).toEqual([true, true, false]);
      await syncs.finish(await begin(source), DONE);
      const claim = await begin(idle);
      expect(await isDue(idle)).toBe(false);
      await syncs.finish(claim, DONE);
      expect(await Promise.all([source, idle].map(isDue))).toEqual([false, false]);
      const running = await begin(idle);
      await sources.requestSyncs(choice);
      await syncs.finish(running, DONE);
      expect(await isDue(idle)).toBe(true);
    });

    it('makes the sources due whose credential opens an account', async () => {
      const choice = { type: 'zoom', accountId: ulid() };
      const addFor = async (accountId?: string, type?: 'zoom' | 'google'): Promise<Source> =>
        add({ name: ulid(), type: 'zoom', credentialId: await harness.addCredential(libraryId, accountId, type) });
      const ofUser = [await addFor(choice.accountId), await addFor(choice.accountId), await addFor(ulid())];
      const others = [await addFor(), await addFor(choice.accountId, 'google'), await add({ name: 'No account', type: 'zoom' })];
      expect(await sources.requestSyncs(choice)).toBe(2);
      expect(await Promise.all([...ofUser, ...others].map(isDue))).toEqual([true, true, false, false, false, false]);
      expect(await sources.requestSyncs({ ...choice, accountId: ulid() })).toBe(0);
    });

    it('keeps a pass from the beginning due until a sync has made it, whatever is renamed or synced in part', async () => {
      const choice = { type: 'zoom', setting: 'connection', value: ulid() };
      const given = { type: 'zoom', settings: { connection: choice.value } };
      const source = await add(given);
      await sources.requestSyncs(choice);
      const renamed = await sources.replace(source, { ...content, ...given, name: 'Renamed' });
      expect(await isDue(source)).toBe(true);
      await syncs.finish(await begin(source, { from: '2026-02-05T00:00:00.000Z' }), DONE);
      await syncs.finish(await begin(source, { isDryRun: true }), { ...DONE, isOwed: false });
      const claim = await begin(source);
      expect(claim).toMatchObject({ source: renamed, wasDue: true, isOwed: true });
      await syncs.finish(claim, { ...DONE, cursor: 'page 2', isOwed: true, againInMs: 0 });
      const rest = await begin(source);
      expect(rest).toMatchObject({ cursor: 'page 2', isOwed: true });
      await syncs.finish(rest, { ...DONE, isOwed: false });
      expect(await isDue(source)).toBe(false);
      expect(await begin(source)).toMatchObject({ wasDue: false, isOwed: false });
    });

    it('makes a source due when a sync of some days has found a pending item, but not later than it is already', async () => {
      const source = await add({ intervalMinutes: 5 });
      const nextSyncAt = async (): Promise<string | undefined> => (await sources.find(source.id))?.nextSyncAt;
      await syncs.finish(await begin(source), DONE);
      const before = await nextSyncAt();
      const days = { from: '2026-02-05T00:00:00.000Z' };
      await syncs.finish(await begin(source, days), { ...DONE, againInMs: 0 });
      await syncs.finish(await begin(source, days), { ...DONE, isOwed: true, againInMs: 3_600_000 });
      expect(await nextSyncAt()).toBe(before);
      await syncs.finish(await begin(source, days), { ...DONE, isOwed: true, againInMs: 0 });
      expect(await isDue(source)).toBe(true);
      expect(await sources.replace(source, content)).toMatchObject({ intervalMinutes: undefined });
      expect(await isDue(source)).toBe(true);
    });

    it('leaves out the due sources of the given libraries', async () => {
      const source = await add({ intervalMinutes: 5 });
      expect(await syncs.due(1_000, [libraryId])).not.toContain(source.id);
      expect(await syncs.due(1_000, [ulid()])).toContain(source.id);
    });

    it('is due while the whole source is synced, so that a killed sync is repeated', async () => {
      const source = await add();
      await begin(source, { from: '2026-02-05T00:00:00.000Z' }, EXPIRED_MS);
      expect(await isDue(source)).toBe(false);
      await begin(source, {}, EXPIRED_MS);
      expect(await isDue(source)).toBe(true);
    });

    it('lets one of several syncs begin, and another one after the end of its lease', async () => {
      const source = await add();
      const begun = await Promise.all([1, 2, 3].map(() => syncs.begin(source.id, BY_USER, LEASE_MS)));
      const [claim] = begun.filter((one) => one !== undefined);
      expect(begun.filter((one) => one !== undefined)).toHaveLength(1);
      if (claim === undefined) throw new Error('not begun');
      expect(await syncs.renew(claim, EXPIRED_MS)).toBe(true);
      expect((await syncs.find(source.id, claim.sync.id))?.state).toBe('interrupted');
      const next = await begin(source);
      expect(await syncs.renew(claim, LEASE_MS)).toBe(false);
      await syncs.finish(claim, DONE);
      expect((await syncs.list(source.id)).map(({ id, state }) => [id, state])).toEqual([
        [next.sync.id, 'running'],
        [claim.sync.id, 'interrupted'],
      ]);
      expect(await syncs.begin(source.id + 1_000, BY_USER, LEASE_MS)).toBeUndefined();
    });

    it('stores the result of a sync, and finds the newest that was no dry run', async () => {
      const [source, other] = [await add(), await add({ name: 'Other' })];
      const first = await begin(source);
      await syncs.finish(first, DONE);
      const problem = { code: 'source-gone', message: 'It does not exist' };
      const second = await begin(source, { from: '2026-02-05T00:00:00.000Z', trigger: 'job' });
      await syncs.finish(second, { ...DONE, problem });
      await syncs.finish(await begin(source, { isDryRun: true }), DONE);
      const [dry, failed, done] = await syncs.list(source.id);
      expect(done).toMatchObject({ id: first.sync.id, state: 'done', counts: DONE.counts, entries: DONE.entries, isCut: false });
      expect(failed).toMatchObject({ state: 'failed', problem, from: '2026-02-05T00:00:00.000Z', trigger: 'job' });
      expect(dry).toMatchObject({ isDryRun: true });
      expect(await syncs.latest([source.id, other.id])).toEqual(new Map([[source.id, failed]]));
      expect(await syncs.find(other.id, first.sync.id)).toBeUndefined();
    });

    it('plans the next sync after the interval, or sooner if the sync asks for it', async () => {
      const source = await add({ intervalMinutes: 5 });
      await syncs.finish(await begin(source), { ...DONE, againInMs: 0 });
      expect(await isDue(source)).toBe(true);
      await syncs.finish(await begin(source), DONE);
      expect(await isDue(source)).toBe(false);
      const onRequest = await add({ name: 'On request' });
      await syncs.finish(await begin(onRequest), { ...DONE, againInMs: 0 });
      expect(await isDue(onRequest)).toBe(true);
      await syncs.finish(await begin(onRequest), DONE);
      expect((await sources.find(onRequest.id))?.nextSyncAt).toBeUndefined();
    });

    it('continues at the stored page, but not after a change of the settings, and not for a part of the source', async () => {
      const source = await add();
      await syncs.finish(await begin(source), { ...DONE, cursor: 'page 2' });
      expect((await syncs.list(source.id))[0]?.isCut).toBe(true);
      const dry = await begin(source, { isDryRun: true });
      await syncs.finish(dry, DONE);
      expect((await begin(source, {}, EXPIRED_MS)).cursor).toBe('page 2');
      await sources.replace(source, content);
      expect((await begin(source)).cursor).toBeUndefined();
    });

    it('remembers since when an item is seen, until the whole source was listed without it', async () => {
      const source = await add();
      const [waiting, gone] = [newAssetId(), newAssetId()];
      const dry = await begin(source, { isDryRun: true });
      expect(await syncs.see(dry, waiting)).toBe(0);
      await syncs.finish(dry, DONE);
      const first = await begin(source);
      for (const assetId of [waiting, gone]) await syncs.see(first, assetId);
      const age = await until(async () => {
        const ms = await syncs.see(first, gone);
        return ms > 0 ? ms : undefined;
      });
      await syncs.finish(first, { ...DONE, waiting: [waiting] });
      const second = await begin(source);
      expect(await syncs.see(second, waiting)).toBeGreaterThanOrEqual(age);
      const preview = { ...second, sync: { ...second.sync, isDryRun: true } };
      expect(await syncs.see(preview, gone)).toBe(0);
    });

    it('remembers what an earlier part of the source has seen after the last part', async () => {
      const source = await add();
      const seen = newAssetId();
      const first = await begin(source);
      await syncs.see(first, seen);
      await syncs.finish(first, { ...DONE, waiting: [seen], cursor: 'page 2' });
      await syncs.finish(await begin(source), DONE);
      const next = await begin(source);
      expect(await until(async () => (await syncs.see(next, seen)) > 0)).toBe(true);
      const dry = { ...next, sync: { ...next.sync, isDryRun: true } };
      expect(await syncs.see(dry, seen)).toBeGreaterThan(0);
    });

    it('plans nothing for settings that were replaced during the sync', async () => {
      const source = await add({ intervalMinutes: 5 });
      const claim = await begin(source);
      await sources.replace(source, { ...content, intervalMinutes: 5 });
      await syncs.finish(claim, { ...DONE, cursor: 'page 2' });
      expect(await isDue(source)).toBe(true);
      expect((await begin(source)).cursor).toBeUndefined();
    });

    it('keeps the newest syncs only, whatever dry runs come after them', async () => {
      const source = await add();
      const dryRuns = SYNCS_KEPT + 2;
      for (let round = 0; round < SYNCS_KEPT + 2; round += 1) await syncs.finish(await begin(source), DONE);
      for (let round = 0; round < dryRuns; round += 1) await syncs.finish(await begin(source, { isDryRun: true }), DONE);
      expect((await syncs.list(source.id)).every(({ isDryRun }) => isDryRun)).toBe(true);
      expect((await syncs.latest([source.id])).get(source.id)).toMatchObject({ isDryRun: false });
    });

    it('removes the syncs of a removed source', async () => {
      const source = await add();
      const claim = await begin(source);
      await sources.remove(source);
      expect(await syncs.list(source.id)).toEqual([]);
      expect(await syncs.renew(claim, LEASE_MS)).toBe(false);
      await syncs.finish(claim, DONE);
    });
  });
}
