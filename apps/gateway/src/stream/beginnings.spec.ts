import { newAssetId, partitionOf } from '@throughline/contracts';
import { parsePosition } from '@throughline/event-store';
import type { ChangedQuery } from '../changes/projected.js';
import type { ShownRecording } from '../recordings/queries/recording-loader.js';
import { Beginnings, MOST_CAUGHT_UP } from './beginnings.js';
import { eventId, scopeOf } from './event-id.js';
import type { Subscriber } from './subscriber.js';

const SCOPE = scopeOf('mine');
const told = { era: 'e', vector: [parsePosition('5')] };
const subscriber = { ownerId: 'me', assetId: undefined, scope: SCOPE } as Subscriber;
const shownOf = (id: string, owner: string): ShownRecording => ({ id, asset: { owner } }) as unknown as ShownRecording;

/** A library of which so many have changed, and so many more are at work. */
const libraryOf = (changed: readonly string[], atWork: readonly string[], ownerOf = () => 'me'): Beginnings =>
  new Beginnings({
    projected: {
      changedAfter: ({ withActive, limit }: ChangedQuery) =>
        Promise.resolve(
          [
            ...changed.map((id) => ({ id, position: parsePosition('6'), isAlways: false })),
            ...(withActive ? atWork.map((id) => ({ id, position: parsePosition('1'), isAlways: true })) : []),
          ].slice(0, limit),
        ),
    },
    queries: {
      list: () => Promise.resolve({ recordings: [], nextCursor: undefined, total: 0 }),
      known: () => Promise.reject(new Error('is not asked')),
    },
    loader: { fromRow: (id) => Promise.resolve(shownOf(id, ownerOf())), fromLog: () => Promise.resolve(undefined) },
    tail: { newerThan: (_, all) => all.filter(({ id }) => partitionOf(id, 1) === 0) },
  });
const ids = (count: number): readonly string[] => Array.from({ length: count }, () => newAssetId());
const resume = { lastEventId: eventId(SCOPE, told) };

describe('what a client that comes back is told first', () => {
  it('is what has changed, and what is at work', async () => {
    const [changed, atWork] = [ids(3), ids(2)];
    const first = await libraryOf(changed, atWork).read(subscriber, resume, told);
    expect(first.kind === 'changes' && first.shown.map(({ id }) => id)).toEqual([...changed, ...atWork]);
  });

  it('is what has changed alone where very much is at work, and everything anew where very much has changed', async () => {
    const changed = ids(3);
    const first = await libraryOf(changed, ids(MOST_CAUGHT_UP)).read(subscriber, resume, told);
    expect(first.kind === 'changes' && first.shown.map(({ id }) => id)).toEqual(changed);
    const again = await libraryOf(ids(MOST_CAUGHT_UP + 1), []).read(subscriber, resume, told);
    expect(again).toMatchObject({ kind: 'snapshot', reset: 'too-far-behind' });
  });

  it('is nothing of somebody else, whatever the rows are said to be', async () => {
    const first = await libraryOf(ids(3), [], () => 'somebody else').read(subscriber, resume, told);
    expect(first).toEqual({ kind: 'changes', shown: [] });
  });
});
