import { newAssetId, partitionOf } from '@throughline/contracts';
import { parsePosition } from '@throughline/event-store';
import type { ChangesQuery } from '../adapters/projection/projected.js';
import type { ItemSnapshot } from '../items/read/item-loader.js';
import { StreamStarts, MAX_CAUGHT_UP } from './beginnings.js';
import { formatEventId, hashScope } from './event-id.js';
import type { Subscriber } from './subscriber.js';

const SCOPE = hashScope('mine');
const lastSent = { era: 'e', vector: [parsePosition('5')] };
const subscriber = { ownerId: 'me', assetId: undefined, scope: SCOPE } as Subscriber;
const shownOf = (id: string, owner: string): ItemSnapshot => ({ id, asset: { owner } }) as unknown as ItemSnapshot;

const libraryOf = (changed: readonly string[], atWork: readonly string[], ownerOf = () => 'me'): StreamStarts =>
  new StreamStarts({
    projected: {
      changedAfter: ({ withActive, limit }: ChangesQuery) =>
        Promise.resolve(
          [
            ...changed.map((id) => ({ id, position: parsePosition('6'), isAlways: false })),
            ...(withActive ? atWork.map((id) => ({ id, position: parsePosition('1'), isAlways: true })) : []),
          ].slice(0, limit),
        ),
    },
    queries: {
      list: () => Promise.resolve({ recordings: [], nextCursor: undefined, total: 0 }),
      requireItem: () => Promise.reject(new Error('is not asked')),
    },
    loader: { fromRow: (id) => Promise.resolve(shownOf(id, ownerOf())), fromLog: () => Promise.resolve(undefined) },
    tail: { newerThan: (_, all) => all.filter(({ id }) => partitionOf(id, 1) === 0) },
  });
const ids = (count: number): readonly string[] => Array.from({ length: count }, () => newAssetId());
const resume = { lastEventId: formatEventId(SCOPE, lastSent) };

describe('the first content for a returning client', () => {
  it('has the changed items and the running ones', async () => {
    const [changed, atWork] = [ids(3), ids(2)];
    const first = await libraryOf(changed, atWork).read(subscriber, resume, lastSent);
    expect(first.kind === 'changes' && first.shown.map(({ id }) => id)).toEqual([...changed, ...atWork]);
  });

  it('has only changed items if too many are running, and a snapshot if too many have changed', async () => {
    const changed = ids(3);
    const first = await libraryOf(changed, ids(MAX_CAUGHT_UP)).read(subscriber, resume, lastSent);
    expect(first.kind === 'changes' && first.shown.map(({ id }) => id)).toEqual(changed);
    const again = await libraryOf(ids(MAX_CAUGHT_UP + 1), []).read(subscriber, resume, lastSent);
    expect(again).toMatchObject({ kind: 'snapshot', reset: 'too-far-behind' });
  });

  it('has no item of another owner, even if the rows claim it', async () => {
    const first = await libraryOf(ids(3), [], () => 'somebody else').read(subscriber, resume, lastSent);
    expect(first).toEqual({ kind: 'changes', shown: [] });
  });

  it('is a snapshot if an item has left the library', async () => {
    const starts = libraryOf(ids(1), [], () => 'team');
    expect(await starts.read(subscriber, resume, lastSent)).toMatchObject({ kind: 'changes' });
    const [id = ''] = ids(1);
    const moved = { id, asset: { owner: 'team', movedFrom: { library: 'me', at: '2026-01-01T00:00:00.000Z' } } };
    const left = new StreamStarts({
      projected: { changedAfter: () => Promise.resolve([{ id, position: parsePosition('6'), isAlways: false }]) },
      queries: {
        list: () => Promise.resolve({ recordings: [], nextCursor: undefined, total: 0 }),
        requireItem: () => Promise.reject(new Error('is not asked')),
      },
      loader: {
        fromRow: () => Promise.resolve(moved as unknown as ItemSnapshot),
        fromLog: () => Promise.resolve(undefined),
      },
      tail: { newerThan: (_, all) => all },
    });
    expect(await left.read(subscriber, resume, lastSent)).toMatchObject({ kind: 'snapshot', reset: 'item-moved' });
  });
});
