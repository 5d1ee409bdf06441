import { newAssetId, newId, partitionOf, type AssetEvent, type AssetEventOf, type Commit } from '@throughline/contracts';
import { aCommit } from '@throughline/contracts/testing';
import { NO_REVISION, type Revision } from '../order/order.js';
import type { EventStore, StoredCommit } from '../event-store.js';

export const registered = (title = 'A talk'): AssetEventOf<'AssetRegistered'> => ({
  type: 'AssetRegistered',
  v: 6,
  data: { owner: 'owner-1', pipeline: 'recording', sourceKind: 'upload', isMapped: true, language: 'en' },
  personal: { title },
});

export const started = (worker = 'worker-1'): AssetEvent => ({
  type: 'StepStarted',
  v: 1,
  data: { step: 'TRIM', attemptId: newId(), worker },
});

export const discarded = (commitId: string): AssetEvent => ({
  type: 'CommitDiscarded',
  v: 2,
  data: { commitId },
});

export const commitOf = (...events: readonly AssetEvent[]): Commit => aCommit(events);

export const storedCommit = (id: string): object => ({ ...aCommit([started()]), id, v: 1, minReader: 1 });

export const newerCommit = (id: string): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      id,
      v: 9,
      minReader: 9,
      at: '2030-01-01T00:00:00.000Z',
      actor: { kind: 'system', id: 'future' },
      causationId: 'cause',
      correlationId: 'correlation',
      events: [{ type: 'AssetTeleported', v: 1, data: {} }],
    }),
  );

export function assetsIn(partition: number, partitions: number, count: number): string[] {
  const found: string[] = [];
  while (found.length < count) {
    const id = newAssetId();
    if (partitionOf(id, partitions) === partition) found.push(id);
  }
  return found;
}

export async function appendAll(store: EventStore, assetId: string, commits: readonly Commit[]): Promise<Revision> {
  let revision = NO_REVISION;
  for (const commit of commits) ({ revision } = await store.append(assetId, commit, revision));
  return revision;
}

export const idsOf = (recorded: readonly StoredCommit[]): string[] => recorded.map(({ commit }) => commit.id);
