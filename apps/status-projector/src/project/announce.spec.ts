import { newAssetId } from '@throughline/contracts';
import { parsePosition, parseRevision } from '@throughline/event-store';
import type { Fold, FoldedAsset } from '../fold/fold.js';
import { Batch } from '../write/batch.js';
import { announceChanges } from './announce.js';

const fold = { summary: () => ({ owner: 'owner-1' }) } as unknown as Fold;
const folded = {} as FoldedAsset;
const [one, two, three] = [newAssetId(), newAssetId(), newAssetId()];

const batchOf = (from: string, to: string): Batch => {
  const batch = new Batch(parsePosition(from));
  batch.reach(parsePosition(to), undefined);
  return batch;
};
const change = (batch: Batch, assetId: string, position: string): void => {
  const entry = { assetId, revision: parseRevision(position), position: parsePosition(position), folded, marks: '' };
  batch.changed.set(assetId, { entry, stored: undefined });
};
const changesIn = (batch: Batch): { assetId: string; after: string; upTo: string; owner: string }[] => {
  const heard: string[] = [];
  announceChanges({ publish: (_, payload) => void heard.push(payload) }, fold, batch);
  return heard.map((payload) => JSON.parse(payload) as { assetId: string; after: string; upTo: string; owner: string });
};

describe('the announcements after a transaction', () => {
  it('form a chain in the order of the log, from the start of the batch to its end', () => {
    const batch = batchOf('4', '12');
    change(batch, one, '10');
    change(batch, two, '7');
    expect(changesIn(batch).map(({ assetId, after, upTo }) => [assetId, after, upTo])).toEqual([
      [two, '4', '7'],
      [one, '7', '12'],
    ]);
  });

  it('start where the previous batch ended, so that a lost batch leaves a gap', () => {
    const [first, second] = [batchOf('0', '5'), batchOf('5', '9')];
    change(first, one, '5');
    change(second, one, '9');
    expect(changesIn(first).at(-1)?.upTo).toBe(changesIn(second)[0]?.after);
  });

  it('include quarantined assets, and assets that were blanked while quarantined', () => {
    const batch = batchOf('4', '9');
    change(batch, one, '6');
    batch.park({
      assetId: two,
      position: '5',
      revision: '5',
      commitId: undefined,
      reasonKind: 'undecodable',
      reason: 'x',
      since: '2026-11-20T10:00:00.000Z',
    });
    batch.blanked.add(three);
    expect(changesIn(batch).map(({ assetId, after, upTo }) => [assetId, after, upTo])).toEqual([
      [two, '4', '5'],
      [one, '5', '6'],
      [three, '6', '9'],
    ]);
  });
});
