import { readImportedCommits, toCloudEvents, type CloudEvent, type Commit } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import { fold, foldPersonal, initialPersonal, renderOutcome } from '@throughline/domain';
import { auditHistories, histories, sessionHistories, type Journey } from '@throughline/domain/testing';
import type { StoredCommit } from '@throughline/event-store';
import { MemoryEventStore } from '@throughline/event-store/testing';
import fc from 'fast-check';
import { AssetImports } from './asset-imports.js';

const LIBRARY = 'owner-1';

/** Stores a history as its own system has it, with keys of the item's own files. */
async function storeOwn(journey: Journey): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  let revision = await store.head(journey.assetId);
  for (const [index, { commit }] of journey.commits.entries()) {
    const own = JSON.parse(JSON.stringify(commit).replaceAll('"key":"', `"key":"${journey.assetId}/`)) as typeof commit;
    const full: Commit = {
      id: `commit-${String(index)}`,
      actor: { kind: 'user', id: 'anna' },
      causationId: 'cause',
      correlationId: 'correlation',
      ...own,
    };
    ({ revision } = await store.append(journey.assetId, full, revision));
  }
  return store;
}

const exportOf = async (store: MemoryEventStore, id: string): Promise<readonly CloudEvent[]> => {
  const { id: incarnation } = await store.incarnation();
  return (await store.load(id)).commits.flatMap((stored) => toCloudEvents(stored, '/api/v1/items', incarnation));
};

/** Positions belong to a log, libraries and times of imports to a system. */
const comparable = (events: readonly CloudEvent[]): readonly object[] =>
  events.map(({ id: _id, importedat: _at, data, ...event }) => {
    const { owner: _owner, to: _to, ...others } = data as { readonly owner?: string; readonly to?: string };
    return { ...event, data: others };
  });

const textsOf = (commits: readonly StoredCommit[]): unknown =>
  commits.flatMap(({ commit }) => commit.events).reduce(foldPersonal, initialPersonal);

describe('an exported history', () => {
  it('gives in another system the same outcome, texts and export, in batches of any size, repeated or not', async () => {
    const journeys = fc.oneof(histories, auditHistories, sessionHistories);
    await fc.assert(
      fc.asyncProperty(journeys, fc.integer({ min: 1, max: 12 }), async (journey, size) => {
        const { assetId } = journey;
        const own = await storeOwn(journey);
        const exported = await exportOf(own, assetId);
        const read = readImportedCommits(assetId, exported);
        if ('fault' in read) throw new Error(`${read.fault.pointer} ${read.fault.message}`);
        const other = new MemoryEventStore();
        const imports = new AssetImports(other);
        for (let from = 0; from < read.commits.length; from += size) {
          const batch = {
            assetId,
            library: LIBRARY,
            commits: read.commits.slice(from, from + size),
            latest: Infinity,
            ...(from === 0 ? {} : { after: read.commits[from - 1]?.ref ?? '' }),
          };
          expect(await (await imports.check(batch)).store()).toMatchObject({ stored: batch.commits.length });
          expect(await (await imports.check(batch)).store()).toMatchObject({ stored: 0 });
        }
        const [before, after] = [(await own.load(assetId)).commits, (await other.load(assetId)).commits];
        expect(renderOutcome(fold(after))).toEqual(renderOutcome(fold(before)));
        expect(textsOf(after)).toEqual(textsOf(before));
        expect(comparable(await exportOf(other, assetId))).toEqual(comparable(exported));
      }),
      { numRuns: testDepth.runs(300) },
    );
  });
});
