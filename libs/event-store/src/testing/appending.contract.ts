import { MAX_COMMIT_BYTES, newAssetId, type Commit } from '@throughline/contracts';
import { verifyContinuity } from '../continuity/continuity.js';
import { NO_REVISION, START, comparePosition, compareRevision, type Revision } from '../order/order.js';
import { appendAll, commitOf, idsOf, registered, started } from './commits.js';
import type { EventStoreHarness, OpenHarness } from './harness.js';

export function appendingContract(open: OpenHarness): void {
  let harness: EventStoreHarness;
  beforeAll(async () => {
    harness = await open();
  });
  afterAll(() => harness.close());

  it('returns appended commits in order, each with the revision that it was written on', async () => {
    const assetId = newAssetId();
    const commits = [commitOf(registered('Größe ≥ 1 🎬')), commitOf(started(), started()), commitOf(started())];
    const last = await appendAll(harness.store, assetId, commits);
    const { commits: loaded, revision } = await harness.other.load(assetId);
    expect(loaded.map(({ commit }) => commit)).toEqual(commits);
    expect(revision).toBe(last);
    expect(loaded.map(({ expected }) => expected)).toEqual([NO_REVISION, loaded[0]?.revision, loaded[1]?.revision]);
    for (const { storedAt } of loaded) expect(new Date(storedAt).toISOString()).toBe(storedAt);
  });

  it('returns an empty history for an asset without commits', async () => {
    const assetId = newAssetId();
    expect(await harness.store.load(assetId)).toEqual({ commits: [], conflicts: [], revision: NO_REVISION });
    expect(await harness.store.head(assetId)).toBe(NO_REVISION);
  });

  it('accepts exactly one of two writers with the same revision', async () => {
    const assetId = newAssetId();
    const revision = await appendAll(harness.store, assetId, [commitOf(registered())]);
    const [one, two] = [commitOf(started('one')), commitOf(started('two'))];
    const results = await Promise.allSettled([
      harness.store.append(assetId, one, revision),
      harness.other.append(assetId, two, revision),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = results[0].status === 'fulfilled' ? one : two;
    const { commits, revision: head } = await harness.store.load(assetId, { after: revision });
    expect(idsOf(commits)).toEqual([winner.id]);
    const lost = results.find((result) => result.status === 'rejected');
    expect(lost).toMatchObject({ reason: { kind: 'revision-conflict', assetId, expected: revision, actual: head } });
  });

  it('rejects a second first commit of an asset', async () => {
    const assetId = newAssetId();
    await appendAll(harness.store, assetId, [commitOf(registered())]);
    await expect(harness.store.append(assetId, commitOf(registered()), NO_REVISION)).rejects.toMatchObject({
      kind: 'revision-conflict',
    });
  });

  it('answers a repeated command as before and appends nothing', async () => {
    const assetId = newAssetId();
    const [first, second] = [commitOf(registered()), commitOf(started())];
    const before = await harness.store.append(assetId, first, NO_REVISION);
    expect(before.duplicate).toBe(false);
    await harness.store.append(assetId, second, before.revision);
    const again = await harness.other.append(assetId, first, NO_REVISION);
    expect(again).toEqual({ ...before, duplicate: true });
    expect(idsOf((await harness.store.load(assetId)).commits)).toEqual([first.id, second.id]);
  });

  it('stores every commit of many writers exactly once if each decides again on a conflict', async () => {
    const assetId = newAssetId();
    await appendAll(harness.store, assetId, [commitOf(registered())]);
    const commits = Array.from({ length: 12 }, (_, index) => commitOf(started(`writer-${String(index)}`)));
    const appendAtHead = async (commit: Commit, revision: Revision): Promise<void> => {
      try {
        await harness.store.append(assetId, commit, revision);
      } catch (error) {
        expect(error).toMatchObject({ kind: 'revision-conflict' });
        await appendAtHead(commit, (await harness.store.load(assetId)).revision);
      }
    };
    await Promise.all(commits.map((commit) => appendAtHead(commit, NO_REVISION)));
    const stored = idsOf((await harness.store.load(assetId)).commits).slice(1);
    expect(stored.sort()).toEqual(commits.map(({ id }) => id).sort());
  });

  it('loads part of a history: after a revision, and up to one', async () => {
    const assetId = newAssetId();
    const commits = Array.from({ length: 4 }, () => commitOf(started()));
    await appendAll(harness.store, assetId, commits);
    const [first, second, third] = (await harness.store.load(assetId)).commits.map(({ revision }) => revision);
    if (first === undefined || second === undefined || third === undefined) throw new Error('there are four commits');
    const tail = await harness.store.load(assetId, { after: second });
    expect(idsOf(tail.commits)).toEqual(commits.slice(2).map(({ id }) => id));
    const middle = await harness.store.load(assetId, { after: first, upTo: third });
    expect(idsOf(middle.commits)).toEqual(commits.slice(1, 3).map(({ id }) => id));
    expect(middle.revision).toBe(third);
    const { revision: end } = tail;
    expect(await harness.store.load(assetId, { after: end })).toEqual({ commits: [], conflicts: [], revision: end });
  });

  it('returns increasing revisions and positions', async () => {
    const assetId = newAssetId();
    const one = await harness.store.append(assetId, commitOf(started()), NO_REVISION);
    const two = await harness.store.append(assetId, commitOf(started()), one.revision);
    expect(compareRevision(one.revision, two.revision)).toBe(-1);
    expect(comparePosition(two.position, one.position)).toBe(1);
    expect(await harness.store.head(assetId)).toBe(two.revision);
  });

  it('rejects a commit over the size limit before storing anything', async () => {
    const assetId = newAssetId();
    const huge = commitOf(started('x'.repeat(MAX_COMMIT_BYTES)));
    await expect(harness.store.append(assetId, huge, NO_REVISION)).rejects.toBeInstanceOf(RangeError);
    expect(await harness.store.head(assetId)).toBe(NO_REVISION);
  });

  it('stores a commit at the size limit', async () => {
    const assetId = newAssetId();
    const large = commitOf(started('x'.repeat(MAX_COMMIT_BYTES - 1_000)));
    await harness.store.append(assetId, large, NO_REVISION);
    expect((await harness.store.load(assetId)).commits[0]?.commit).toEqual(large);
  });

  it('verifies that a checkpoint belongs to this log', async () => {
    const commit = commitOf(started());
    const { position } = await harness.store.append(newAssetId(), commit, NO_REVISION);
    const { id: incarnation, last } = await harness.store.incarnation();
    expect(comparePosition(last, position)).toBeGreaterThanOrEqual(0);
    expect(await harness.other.commitIdAt(position)).toBe(commit.id);
    const verify = (change: object): Promise<{ kind: string }> =>
      verifyContinuity(harness.store, { incarnation, position, commitId: commit.id, ...change });
    expect(await verify({})).toEqual({ kind: 'ok' });
    expect(await verify({ position: START, commitId: undefined })).toEqual({ kind: 'ok' });
    expect(await verify({ incarnation: 'another' })).toMatchObject({ kind: 'restored' });
    expect(await verify({ commitId: 'another' })).toMatchObject({ kind: 'restored' });
    expect(await verify({ position: `${position}9` })).toMatchObject({ kind: 'restored' });
  });
}
