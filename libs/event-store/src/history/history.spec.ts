import { UndecodableError, newAssetId, type AssetEvent } from '@throughline/contracts';
import type { Poison, Recorded } from '../event-store.js';
import { positionOf, revisionOf } from '../order/order.js';
import { commitOf, discarded, idsOf, registered, started } from '../testing/commits.js';
import { historyOf, readableOf } from './history.js';

const assetId = newAssetId();
const recorded = (sequence: number, expected: number | undefined): Recorded => ({
  assetId,
  commit: commitOf(started()),
  revision: revisionOf(sequence),
  position: positionOf(sequence),
  expected: expected === undefined ? undefined : revisionOf(expected),
  storedAt: '2026-01-01T00:00:00.000Z',
});
const poison = (sequence: number, expected: number, commitId: string): Poison => {
  const { commit: _commit, ...place } = recorded(sequence, expected);
  return { ...place, commitId, bytes: new Uint8Array(), error: new UndecodableError('not JSON') };
};

describe('a history', () => {
  it('follows from one commit to the next, over the gaps that other assets leave', () => {
    const items = [recorded(3, 0), recorded(7, 3), recorded(8, 7)];
    expect(historyOf(items)).toEqual({ commits: items, conflicts: [], revision: '8' });
  });

  it.each([
    ['its beginning is missing', [recorded(7, 3)]],
    ['one in the middle is missing', [recorded(3, 0), recorded(8, 7)]],
    ['one was put in between', [recorded(3, 0), recorded(5, undefined), recorded(7, 3)]],
    ['two were written upon the same', [recorded(3, 0), recorded(7, 3), recorded(8, 3)]],
  ])('is refused where %s', (_, items) => {
    expect(() => historyOf(items)).toThrow(expect.objectContaining({ kind: 'history-gap', assetId }) as Error);
  });

  it('takes what a foreign writer has left, if our own went on from there', () => {
    const items = [recorded(3, 0), recorded(5, undefined), recorded(7, 5)];
    expect(idsOf(historyOf(items).commits)).toEqual(idsOf(items));
  });

  it('has a commit once that was published again, also with another body', () => {
    const [first, second] = [recorded(3, 0), recorded(7, 3)];
    const again = { ...first, revision: revisionOf(8), position: positionOf(8), expected: undefined };
    const other = { ...recorded(9, 8), commit: { ...commitOf(registered()), id: second.commit.id } };
    expect(historyOf([first, second, again, other])).toEqual({ commits: [first, second], conflicts: [other], revision: '9' });
  });

  it('goes on behind what an operator has discarded, also where a commit is missing before it', () => {
    const [first, bad] = [recorded(3, 0), poison(7, 3, 'odd-1')];
    const upon = { ...recorded(9, 8), commit: { ...commitOf(started()), id: 'lost-before' } };
    expect(() => historyOf([first, bad])).toThrow(
      expect.objectContaining({ kind: 'undecodable', commitId: 'odd-1', position: '7', message: 'not JSON' }) as Error,
    );
    const discards = { ...recorded(10, 9), commit: commitOf(discarded('odd-1'), discarded('lost-before')) };
    expect(historyOf([first, bad, upon, discards, recorded(11, 10)]).commits).toHaveLength(3);
    expect(readableOf([first, bad, upon]).obstacles).toMatchObject([
      { commitId: 'odd-1' },
      { kind: 'history-gap', position: '9' },
    ]);
  });

  it('leaves out what cannot be read under the id of a commit that can', () => {
    const first = recorded(3, 0);
    const bad = poison(7, 3, first.commit.id);
    expect(historyOf([first, bad, recorded(8, 7)])).toMatchObject({ conflicts: [bad], revision: '8' });
  });

  it.each<AssetEvent>([
    { type: 'AssetErased', v: 1, data: { by: 'owner-1' } },
    { type: 'AssetExpired', v: 1, data: {} },
  ])('tells nothing personal of what came before $type, as if the data key had never come back', (end) => {
    const said = { ...recorded(3, 0), commit: commitOf(registered('zanzibar'), started()) };
    const erased = { ...recorded(7, 3), commit: commitOf(end) };
    expect(JSON.stringify(historyOf([said]))).toContain('zanzibar');
    for (const options of [{}, { upTo: revisionOf(3) }]) {
      const { commits } = historyOf([said, erased], options);
      expect(JSON.stringify(commits)).not.toContain('zanzibar');
      expect(commits[0]?.commit.events.map(({ type }) => type)).toEqual(['AssetRegistered', 'StepStarted']);
      expect(commits[0]?.commit.id).toBe(said.commit.id);
    }
  });

  it('of nothing new ends where it began', () => {
    expect(historyOf([], { after: revisionOf(8) })).toEqual({ commits: [], conflicts: [], revision: '8' });
    expect(historyOf([recorded(9, 8)], { after: revisionOf(8), upTo: revisionOf(8) })).toEqual({
      commits: [],
      conflicts: [],
      revision: '8',
    });
  });
});
