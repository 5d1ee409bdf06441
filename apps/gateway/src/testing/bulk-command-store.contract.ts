import { newAssetId, newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import {
  MAX_DETAILS,
  type BulkClaim,
  type BulkCommand,
  type Finding,
  type ItemFinding,
  type NewBulkCommand,
} from '../batches/bulk/bulk-command.js';
import { type BulkCommandStore, PREVIEW_KEPT_MS } from '../batches/bulk/bulk-command-store.js';

interface Harness {
  readonly store: BulkCommandStore;
  addUser(id: string): Promise<void>;
  /** Lets time pass for every stored time. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

const LEASE_MS = 15_000;
const ALL = { after: -1, limit: 100 };
const finding = (code: string): Finding => ({ code, detail: `It is ${code}.`, try_instead: null, status: 'READY' });
const findingAt = (position: number, word: ItemFinding['word'], code: string, revision?: string): ItemFinding => ({
  position,
  word,
  finding: finding(code),
  revision,
});

export function bulkCommandStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the BulkCommandStore contract`, () => {
    let harness: Harness;
    let store: BulkCommandStore;
    let user: string;
    beforeAll(async () => {
      harness = await open();
      ({ store } = harness);
    });
    afterAll(() => harness.close());
    beforeEach(async () => {
      user = ulid();
      await harness.addUser(user);
    });

    const added = (
      itemIds: readonly string[],
      { body = {}, planParts = [] }: Partial<Pick<NewBulkCommand, 'body' | 'planParts'>> = {},
    ): Promise<BulkCommand> => {
      const bulk = {
        id: newId(),
        libraryId: user,
        noun: 'recording',
        action: 'run',
        requestedBy: user,
        body,
        planParts,
      } as const;
      return store.add(bulk, itemIds);
    };
    const claimBulk = async (id: string): Promise<BulkClaim> => {
      const claim = await store.claim(id, LEASE_MS);
      if (claim === undefined) throw new Error('it could not be claimed');
      return claim;
    };
    const previewBulk = async (ids: readonly string[]): Promise<BulkCommand> => {
      const bulk = await added(ids);
      const claim = await claimBulk(bulk.id);
      const findings = ids.map((_, position) => findingAt(position, 'change', 'started', `${String(position)}1`));
      await store.save(claim, findings, LEASE_MS);
      await store.finish(claim);
      return bulk;
    };
    const running = async (ids: readonly string[]): Promise<BulkCommand> => {
      const bulk = await previewBulk(ids);
      await store.start(bulk.id, user);
      return bulk;
    };
    const state = async ({ id }: BulkCommand): Promise<string | undefined> => (await store.find(user, id))?.state;

    it('keeps a bulk command with its items in the order in which they were given, and its body', async () => {
      const ids = [newAssetId(), newAssetId(), newAssetId()].reverse();
      const bulk = await added(ids, { body: { reason: 'Maintenance' } });
      expect(bulk).toMatchObject({ libraryId: user, noun: 'recording', action: 'run', state: 'previewing', total: 3 });
      expect(Date.parse(bulk.expiresAt) - Date.parse(bulk.createdAt)).toBe(PREVIEW_KEPT_MS);
      expect(await store.find(user, bulk.id)).toEqual(bulk);
      expect((await store.items(bulk.id, ALL)).map(({ itemId }) => itemId)).toEqual(ids);
      expect((await claimBulk(bulk.id)).readBody()).toEqual({ reason: 'Maintenance' });
    });

    it('finds no bulk command of another library, and none that has expired', async () => {
      const bulk = await added([newAssetId()]);
      expect(await store.find(ulid(), bulk.id)).toBeUndefined();
      await harness.advance(PREVIEW_KEPT_MS);
      expect(await store.find(user, bulk.id)).toBeUndefined();
      await store.start(bulk.id, user);
      await store.removeExpired();
      expect(await store.items(bulk.id, ALL)).toEqual([]);
    });

    it('stores ten thousand items and their findings in a few statements', async () => {
      const ids = Array.from({ length: 10_000 }, () => newAssetId());
      const bulk = await previewBulk(ids);
      expect(await store.find(user, bulk.id)).toMatchObject({
        state: 'previewed',
        verdicts: [{ word: 'change', code: 'started', count: 10_000, detail: 'It is started.' }],
      });
      expect((await store.items(bulk.id, { after: 9_997, limit: 100 })).map(({ itemId }) => itemId)).toEqual(ids.slice(9_998));
    });

    it('gives a bulk command to one claim at a time, and to another one once its lease has expired', async () => {
      const bulk = await added([newAssetId()]);
      const first = await claimBulk(bulk.id);
      expect(await store.claim(bulk.id, LEASE_MS)).toBeUndefined();
      expect(await store.unclaimed()).not.toContain(bulk.id);
      await harness.advance(LEASE_MS - 1_000);
      expect(await store.renew(first, LEASE_MS)).toBe('previewing');
      await harness.advance(LEASE_MS - 1_000);
      expect(await store.claim(bulk.id, LEASE_MS)).toBeUndefined();
      await harness.advance(LEASE_MS);
      expect(await store.unclaimed()).toContain(bulk.id);
      const second = await claimBulk(bulk.id);
      expect([await store.renew(first, LEASE_MS), await store.save(first, [findingAt(0, 'skip', 'late')], LEASE_MS)]).toEqual([
        undefined,
        undefined,
      ]);
      await store.finish(first);
      expect(await state(bulk)).toBe('previewing');
      expect((await store.next(second, -1, 10)).map(({ position }) => position)).toEqual([0]);
    });

    it('gives a bulk command to exactly one of many simultaneous claims', async () => {
      const bulk = await added([newAssetId()]);
      const claims = await Promise.all(Array.from({ length: 8 }, () => store.claim(bulk.id, LEASE_MS)));
      expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
    });

    it('continues after the findings that were stored before a claim was lost', async () => {
      const bulk = await running([newAssetId(), newAssetId(), newAssetId()]);
      const first = await claimBulk(bulk.id);
      await store.save(first, [findingAt(0, 'changed', 'started', '01'), findingAt(2, 'refused', 'deleted', '21')], LEASE_MS);
      await harness.advance(LEASE_MS);
      const second = await claimBulk(bulk.id);
      expect((await store.next(second, -1, 10)).map(({ position }) => position)).toEqual([1]);
      await store.save(second, [findingAt(1, 'skipped', 'already-complete', '11')], LEASE_MS);
      expect(await store.next(second, -1, 10)).toEqual([]);
      await store.finish(second);
      expect(await store.find(user, bulk.id)).toMatchObject({
        state: 'done',
        executedBy: user,
        endedAt: expect.any(String) as string,
        outcomes: [
          { word: 'changed', code: 'started', count: 1 },
          { word: 'skipped', code: 'already-complete', count: 1 },
          { word: 'refused', code: 'deleted', count: 1 },
        ],
      });
    });

    it('counts each item once, by its words, whatever the order of the saves', async () => {
      const bulk = await running([newAssetId(), newAssetId(), newAssetId(), newAssetId()]);
      const claim = await claimBulk(bulk.id);
      const started = (position: number, detail: string): ItemFinding => ({
        ...findingAt(position, 'changed', 'started', `${String(position)}2`),
        finding: { ...finding('started'), detail },
      });
      await store.save(claim, [started(2, 'third')], LEASE_MS);
      await store.save(claim, [started(1, 'second'), started(2, 'again'), findingAt(3, 'refused', 'deleted', '31')], LEASE_MS);
      await store.save(claim, [started(1, 'again')], LEASE_MS);
      expect(await store.find(user, bulk.id)).toMatchObject({
        outcomes: [
          { word: 'changed', code: 'started', count: 1, detail: 'second' },
          { word: 'changed', code: 'started', count: 1, detail: 'third' },
          { word: 'refused', code: 'deleted', count: 1 },
        ],
        changedSincePreview: 2,
      });
      expect((await store.items(bulk.id, ALL)).map(({ result }) => result?.detail)).toEqual([
        undefined,
        'second',
        'third',
        'It is deleted.',
      ]);
    });

    it('counts the first different words of a code apart, and all others together', async () => {
      const bulk = await running(Array.from({ length: MAX_DETAILS + 6 }, () => newAssetId()));
      const claim = await claimBulk(bulk.id);
      const say = (from: number, to: number, detail = (position: number) => `words ${String(position)}`): ItemFinding[] =>
        Array.from({ length: to - from }, (_, index) => from + index).map((position) => ({
          ...findingAt(position, 'changed', 'started', '02'),
          finding: { ...finding('started'), detail: detail(position) },
        }));
      await store.save(claim, say(4, MAX_DETAILS + 5), LEASE_MS);
      // New words with an earlier position take no place from others, and known words keep theirs.
      await store.save(claim, [...say(0, 2), ...say(2, 4, () => 'words 9')], LEASE_MS);
      await store.save(claim, [findingAt(MAX_DETAILS + 5, 'refused', 'deleted', '02')], LEASE_MS);
      const { outcomes = [] } = (await store.find(user, bulk.id)) ?? {};
      expect(outcomes).toHaveLength(MAX_DETAILS + 2);
      expect(outcomes.slice(0, 2)).toEqual([
        { word: 'changed', code: 'started', count: 3, detail: 'words 9' },
        { word: 'changed', code: 'started', count: 1, detail: 'words 4' },
      ]);
      expect(outcomes.slice(-2)).toEqual([
        { word: 'refused', code: 'deleted', count: 1, detail: 'It is deleted.' },
        { word: 'changed', code: 'started', count: 3, detail: null },
      ]);
    });

    it('marks the items that execution decided on another revision than the preview', async () => {
      const bulk = await running([newAssetId(), newAssetId(), newAssetId()]);
      const claim = await claimBulk(bulk.id);
      const findings = [
        findingAt(0, 'changed', 'started', '01'),
        findingAt(1, 'changed', 'started', '12'),
        findingAt(2, 'refused', 'not-found'),
      ];
      await store.save(claim, findings, LEASE_MS);
      expect((await store.items(bulk.id, ALL)).map(({ changedSincePreview }) => changedSincePreview)).toEqual([
        false,
        true,
        true,
      ]);
      expect(await store.find(user, bulk.id)).toMatchObject({ changedSincePreview: 2 });
    });

    it('remembers the settings that the verdicts used, and each change of them once', async () => {
      const parts = [15, 16, 17].map((templateId) => ({
        key: `template:${String(templateId)}`,
        kind: 'template' as const,
        name: `Lectures ${String(templateId)}`,
        templateId,
        hash: 'a',
      }));
      const bulk = await added([newAssetId(), newAssetId(), newAssetId()], { planParts: parts });
      const preview = await claimBulk(bulk.id);
      expect(preview.usedParts).toEqual([]);
      await store.save(preview, [{ ...findingAt(0, 'change', 'started'), uses: ['template:17', 'template:15'] }], LEASE_MS);
      const both = [{ ...findingAt(1, 'change', 'started'), uses: ['template:15'] }, findingAt(2, 'refuse', 'deleted')];
      await store.save(preview, both, LEASE_MS);
      await store.finish(preview);
      await store.start(bulk.id, user);
      const claim = await claimBulk(bulk.id);
      expect(claim.usedParts).toEqual([parts[0], parts[2]]);
      const change = (templateId: number) =>
        ({ kind: 'template', name: `Lectures ${String(templateId)}`, templateId, change: 'edited' }) as const;
      await store.notePlanChanges(claim, [change(15)]);
      await store.notePlanChanges(claim, [change(15), change(17)]);
      await store.notePlanChanges({ ...claim, claim: newId() }, [change(16)]);
      expect((await store.find(user, bulk.id))?.planChanges).toEqual([change(15), change(17)]);
    });

    it('lists items by verdict and outcome, page by page', async () => {
      const bulk = await running([newAssetId(), newAssetId(), newAssetId()]);
      await store.save(
        await claimBulk(bulk.id),
        [findingAt(0, 'changed', 'started'), findingAt(2, 'changed', 'started')],
        LEASE_MS,
      );
      const positions = async (query: object): Promise<number[]> =>
        (await store.items(bulk.id, { ...ALL, ...query })).map(({ position }) => position);
      expect(await positions({ verdict: 'change', limit: 2 })).toEqual([0, 1]);
      expect(await positions({ outcome: 'changed', after: 0 })).toEqual([2]);
      expect(await positions({ verdict: 'skip' })).toEqual([]);
    });

    it('executes a complete preview once', async () => {
      const bulk = await added([newAssetId()]);
      await store.start(bulk.id, user);
      expect(await state(bulk)).toBe('previewing');
      const other = await running([newAssetId()]);
      const started = await store.find(user, other.id);
      await harness.advance(1_000);
      await store.start(other.id, user);
      const again = await store.find(user, other.id);
      expect(again?.state).toBe('running');
      expect(Date.parse(again?.startedAt ?? '')).toBeLessThanOrEqual(Date.parse(started?.startedAt ?? ''));
    });

    it('leaves out the items that a stopped bulk command has not begun, and keeps the results of the others', async () => {
      const bulk = await running([newAssetId(), newAssetId(), newAssetId()]);
      const claim = await claimBulk(bulk.id);
      await store.save(claim, [findingAt(0, 'changed', 'started', '01')], LEASE_MS);
      await store.stop(bulk.id);
      expect(await state(bulk)).toBe('stopping');
      expect(await store.save(claim, [findingAt(1, 'changed', 'started', '11')], LEASE_MS)).toBe('stopping');
      await store.finish(claim);
      expect(await store.find(user, bulk.id)).toMatchObject({
        state: 'stopped',
        outcomes: [
          { word: 'changed', code: 'started', count: 2 },
          { word: 'left_out', code: 'left-out', count: 1 },
        ],
      });
      await store.stop(bulk.id);
      await store.start(bulk.id, user);
      expect(await state(bulk)).toBe('stopped');
    });

    it('stops a preview at once, and its claim is lost', async () => {
      const bulk = await added([newAssetId()]);
      const claim = await claimBulk(bulk.id);
      await store.stop(bulk.id);
      expect(await state(bulk)).toBe('stopped');
      expect(await store.save(claim, [findingAt(0, 'change', 'started')], LEASE_MS)).toBeUndefined();
      expect(await store.claim(bulk.id, LEASE_MS)).toBeUndefined();
    });

    it('tells since when a released bulk command waits, until it makes progress', async () => {
      const bulk = await running([newAssetId(), newAssetId()]);
      await store.release(await claimBulk(bulk.id), true);
      const waiting = (await store.find(user, bulk.id))?.waitingSince;
      expect(waiting).toEqual(expect.any(String));
      expect(await store.unclaimed()).toContain(bulk.id);
      await store.release(await claimBulk(bulk.id), true);
      expect((await store.find(user, bulk.id))?.waitingSince).toBe(waiting);
      const claim = await claimBulk(bulk.id);
      await store.save(claim, [findingAt(0, 'changed', 'started')], LEASE_MS);
      expect((await store.find(user, bulk.id))?.waitingSince).toBeUndefined();
      await store.release(claim, false);
      expect((await store.find(user, bulk.id))?.waitingSince).toBeUndefined();
    });

    it('lists only executed bulk commands of the library, newest first', async () => {
      await previewBulk([newAssetId()]);
      const [first, second] = [await running([newAssetId()]), await running([newAssetId()])];
      expect((await store.list(user, 10)).map(({ id }) => id)).toEqual([second.id, first.id]);
      expect(await store.list(user, 1)).toHaveLength(1);
      expect(await store.list(ulid(), 10)).toEqual([]);
    });

    it('counts the recent work of a bulk command, not that of long ago', async () => {
      const bulk = await running([newAssetId(), newAssetId()]);
      const claim = await claimBulk(bulk.id);
      await store.save(claim, [findingAt(0, 'changed', 'started')], LEASE_MS);
      expect(await store.recentWork(bulk.id)).toMatchObject({ items: 1 });
      await harness.advance(60_000);
      expect(await store.recentWork(bulk.id)).toEqual({ items: 0, ms: 30_000 });
    });
  });
}
