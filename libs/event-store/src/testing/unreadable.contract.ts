import { newAssetId, newId, partitionOf } from '@throughline/contracts';
import { verifyContinuity } from '../continuity/continuity.js';
import { isPoison, type PoisonMessage, type StoredCommit } from '../event-store.js';
import { appendAll, commitOf, discarded, idsOf, newerCommit, registered, started, storedCommit } from './commits.js';
import { waitUntil, type EventStoreHarness, type OpenHarness } from './harness.js';

export function unreadableContract(open: OpenHarness): void {
  let harness: EventStoreHarness;
  beforeAll(async () => {
    harness = await open();
  });
  afterAll(() => harness.close());

  const corrupt = new TextEncoder().encode('{"id":"half a com');

  it('delivers undecodable messages as poison and continues', async () => {
    const assetId = newAssetId();
    const [before, after, badId] = [commitOf(started()), commitOf(started()), newId()];
    await appendAll(harness.store, assetId, [before]);
    await harness.inject(assetId, corrupt, badId);
    await harness.store.append(assetId, after, await harness.store.head(assetId));
    const seen: (StoredCommit | PoisonMessage)[] = [];
    const stopping = new AbortController();
    const ended = harness.store.subscribe({
      partition: partitionOf(assetId, harness.store.partitions),
      after: undefined,
      onCommits: (batch) => {
        seen.push(...batch.filter((item) => item.assetId === assetId));
        return Promise.resolve();
      },
      signal: stopping.signal,
    });
    await waitUntil(() => seen.length >= 3, 'all three have come');
    stopping.abort();
    await ended;
    const poison = seen.filter(isPoison);
    expect(poison).toMatchObject([{ assetId, commitId: badId, expected: undefined, error: { kind: 'undecodable' } }]);
    expect(Buffer.from(poison[0]?.bytes ?? [])).toEqual(Buffer.from(corrupt));
    expect(seen.flatMap((item) => (isPoison(item) ? [] : [item.commit.id]))).toEqual([before.id, after.id]);
  });

  it.each([
    ['a commit without the header of its id', (id: string) => JSON.stringify(storedCommit(id)), undefined],
    ['a commit under the header of another one', (id: string) => JSON.stringify(storedCommit(id)), 'another-id'],
    ['a message that is no commit', () => 'hello', undefined],
    ['a message with an id that no row can hold', () => '{"id":"a\\u0000b"}', undefined],
  ])('continues from a checkpoint at %s', async (_what, body, header) => {
    const assetId = newAssetId();
    await harness.inject(assetId, new TextEncoder().encode(body(newId())), header === undefined ? undefined : newId());
    const reading = new AbortController();
    const seen: (StoredCommit | PoisonMessage)[] = [];
    await harness.store.subscribe({
      partition: partitionOf(assetId, harness.store.partitions),
      after: undefined,
      onCommits: (batch) => {
        seen.push(...batch.filter((item) => item.assetId === assetId));
        return Promise.resolve();
      },
      onCaughtUp: () => {
        reading.abort();
      },
      signal: reading.signal,
    });
    const [last] = seen;
    if (last === undefined) throw new Error('The message was not handed over');
    const commitId = isPoison(last) ? last.commitId : last.commit.id;
    const { id: incarnation } = await harness.other.incarnation();
    expect(await verifyContinuity(harness.other, { incarnation, position: last.position, commitId })).toEqual({ kind: 'ok' });
  });

  it('rejects loading a history with an undecodable commit until it is discarded', async () => {
    const assetId = newAssetId();
    const [first, badId] = [commitOf(registered()), newId()];
    await appendAll(harness.store, assetId, [first]);
    await harness.inject(assetId, corrupt, badId);
    await expect(harness.store.load(assetId)).rejects.toMatchObject({ kind: 'undecodable' });
    const broken = await harness.store.head(assetId);
    const discard = commitOf(discarded(badId));
    const { revision } = await harness.store.append(assetId, discard, broken);
    const history = await harness.store.load(assetId);
    expect(idsOf(history.commits)).toEqual([first.id, discard.id]);
    expect(history.revision).toBe(revision);
    // The commit stays unreadable even in a history that ends before the discard.
    expect(await harness.store.load(assetId, { upTo: broken })).toMatchObject({ revision: broken, commits: [{ commit: first }] });
  });

  it('removes a readable commit from the history once it is discarded, and not before', async () => {
    const assetId = newAssetId();
    const [first, wrong] = [commitOf(registered()), commitOf(started())];
    const upTo = await appendAll(harness.store, assetId, [first, wrong]);
    const discard = commitOf(discarded(wrong.id));
    await harness.store.append(assetId, discard, upTo);
    expect(idsOf((await harness.store.load(assetId)).commits)).toEqual([first.id, discard.id]);
    expect(idsOf((await harness.store.load(assetId, { upTo })).commits)).toEqual([first.id, wrong.id]);
  });

  it('leaves a commit of a newer release to newer readers', async () => {
    const assetId = newAssetId();
    await harness.inject(assetId, newerCommit(newId()));
    await expect(harness.store.load(assetId)).rejects.toMatchObject({ kind: 'newer-schema' });
    const marker = commitOf(started());
    await harness.store.append(assetId, marker, await harness.store.head(assetId));
    const stopping = new AbortController();
    const seen: string[] = [];
    const poison: PoisonMessage[] = [];
    const ended = harness.store.follow({
      durable: `spec-${newAssetId()}`,
      onCommit: (recorded) => {
        if (recorded.assetId === assetId) seen.push(recorded.commit.id);
        return Promise.resolve();
      },
      onPoison: (item) => {
        if (item.assetId === assetId) poison.push(item);
        return Promise.resolve();
      },
      signal: stopping.signal,
    });
    await waitUntil(() => seen.length > 0, 'the commit after it is seen');
    stopping.abort();
    await ended;
    expect(seen).toEqual([marker.id]);
    expect(poison).toEqual([]);
  });

  it('delivers an undecodable commit to followers once', async () => {
    const assetId = newAssetId();
    await harness.inject(assetId, corrupt);
    await harness.store.append(assetId, commitOf(started()), await harness.store.head(assetId));
    const stopping = new AbortController();
    const kinds: string[] = [];
    const ended = harness.store.follow({
      durable: `spec-${newAssetId()}`,
      onCommit: (recorded) => {
        if (recorded.assetId === assetId) kinds.push('commit');
        return Promise.resolve();
      },
      onPoison: (item) => {
        if (item.assetId === assetId) kinds.push('poison');
        return Promise.resolve();
      },
      signal: stopping.signal,
    });
    await waitUntil(() => kinds.length >= 2, 'both are told');
    stopping.abort();
    await ended;
    expect([...kinds].sort()).toEqual(['commit', 'poison']);
  });

  it('omits personal data once the key is destroyed, and keeps the facts', async () => {
    const assetId = newAssetId();
    await appendAll(harness.store, assetId, [commitOf(registered('Confidential')), commitOf(started())]);
    const titleOf = async (): Promise<unknown> => {
      const [first] = (await harness.other.load(assetId)).commits;
      return first?.commit.events[0];
    };
    expect(await titleOf()).toMatchObject({ personal: { title: 'Confidential' } });
    await harness.keys.destroy(assetId);
    // Another process learns of it a moment later.
    while (JSON.stringify(await titleOf()).includes('Confidential')) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await titleOf()).toEqual({ type: 'AssetRegistered', v: 6, data: registered().data });
    expect((await harness.other.load(assetId)).commits).toHaveLength(2);
  });

  it('rejects personal data for an asset whose key is destroyed, but accepts facts', async () => {
    const assetId = newAssetId();
    const revision = await appendAll(harness.store, assetId, [commitOf(registered())]);
    await harness.keys.destroy(assetId);
    await harness.keys.destroy(assetId);
    await expect(harness.store.append(assetId, commitOf(registered()), revision)).rejects.toMatchObject({ kind: 'erased' });
    expect(await harness.store.append(assetId, commitOf(started()), revision)).toMatchObject({ duplicate: false });
  });

  it('creates one key for an asset, however many callers request it at once', async () => {
    const assetId = newAssetId();
    expect(await harness.keys.get(assetId)).toBeUndefined();
    const made = await Promise.all(Array.from({ length: 8 }, () => harness.keys.create(assetId)));
    expect(new Set(made.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect(await harness.keys.get(assetId)).toEqual(made[0]);
    expect(await harness.keys.create(newAssetId())).not.toEqual(made[0]);
  });
}
