import { UndecodableError, newAssetId, type AssetEvent } from '@throughline/contracts';
import type { PoisonMessage, StoredCommit } from '../event-store.js';
import { positionOf, revisionOf } from '../order/order.js';
import { commitOf, discarded, idsOf, registered, started } from '../testing/commits.js';
import { buildHistory, extractReadable } from './history.js';

const assetId = newAssetId();
const recorded = (sequence: number, expected: number | undefined): StoredCommit => ({
  assetId,
  commit: commitOf(started()),
  revision: revisionOf(sequence),
  position: positionOf(sequence),
  expected: expected === undefined ? undefined : revisionOf(expected),
  storedAt: '2026-01-01T00:00:00.000Z',
});
const poison = (sequence: number, expected: number, commitId: string): PoisonMessage => {
  const { commit: _commit, ...place } = recorded(sequence, expected);
  return { ...place, commitId, bytes: new Uint8Array(), error: new UndecodableError('not JSON') };
};

describe('a history', () => {
  it('follows from one commit to the next, across gaps left by other assets', () => {
    const items = [recorded(3, 0), recorded(7, 3), recorded(8, 7)];
    expect(buildHistory(items)).toEqual({ commits: items, conflicts: [], revision: '8' });
  });

  it.each([
    ['its beginning is missing', [recorded(7, 3)]],
    ['a commit in the middle is missing', [recorded(3, 0), recorded(8, 7)]],
    ['a commit was inserted', [recorded(3, 0), recorded(5, undefined), recorded(7, 3)]],
    ['two commits follow the same commit', [recorded(3, 0), recorded(7, 3), recorded(8, 3)]],
  ])('is refused if %s', (_, items) => {
    expect(() => buildHistory(items)).toThrow(expect.objectContaining({ kind: 'history-gap', assetId }) as Error);
  });

  it('includes a commit of a foreign writer if this product has continued from it', () => {
    const items = [recorded(3, 0), recorded(5, undefined), recorded(7, 5)];
    expect(idsOf(buildHistory(items).commits)).toEqual(idsOf(items));
  });

  it('has a commit once if it was published twice, even with another body', () => {
    const [first, second] = [recorded(3, 0), recorded(7, 3)];
    const again = { ...first, revision: revisionOf(8), position: positionOf(8), expected: undefined };
    const other = { ...recorded(9, 8), commit: { ...commitOf(registered()), id: second.commit.id } };
    expect(buildHistory([first, second, again, other])).toEqual({ commits: [first, second], conflicts: [other], revision: '9' });
  });

  it('continues after a discarded commit, even if a commit is missing before it', () => {
    const [first, bad] = [recorded(3, 0), poison(7, 3, 'odd-1')];
    const upon = { ...recorded(9, 8), commit: { ...commitOf(started()), id: 'lost-before' } };
    expect(() => buildHistory([first, bad])).toThrow(
      expect.objectContaining({ kind: 'undecodable', commitId: 'odd-1', position: '7', message: 'not JSON' }) as Error,
    );
    const discards = { ...recorded(10, 9), commit: commitOf(discarded('odd-1'), discarded('lost-before')) };
    expect(buildHistory([first, bad, upon, discards, recorded(11, 10)]).commits).toHaveLength(3);
    expect(extractReadable([first, bad, upon]).obstacles).toMatchObject([
      { commitId: 'odd-1' },
      { kind: 'history-gap', position: '9' },
    ]);
  });

  it('omits an unreadable message under the id of a readable commit', () => {
    const first = recorded(3, 0);
    const bad = poison(7, 3, first.commit.id);
    expect(buildHistory([first, bad, recorded(8, 7)])).toMatchObject({ conflicts: [bad], revision: '8' });
  });

  it.each<AssetEvent>([
    { type: 'AssetErased', v: 1, data: { by: 'owner-1' } },
    { type: 'AssetExpired', v: 1, data: {} },
  ])('omits all personal data before $type, even if the data key was restored', (end) => {
    const stored = { ...recorded(3, 0), commit: commitOf(registered('zanzibar'), started()) };
    const erased = { ...recorded(7, 3), commit: commitOf(end) };
    expect(JSON.stringify(buildHistory([stored]))).toContain('zanzibar');
    for (const options of [{}, { upTo: revisionOf(3) }]) {
      const { commits } = buildHistory([stored, erased], options);
      expect(JSON.stringify(commits)).not.toContain('zanzibar');
      expect(commits[0]?.commit.events.map(({ type }) => type)).toEqual(['AssetRegistered', 'StepStarted']);
      expect(commits[0]?.commit.id).toBe(stored.commit.id);
    }
  });

  it('without new commits ends where it began', () => {
    expect(buildHistory([], { after: revisionOf(8) })).toEqual({ commits: [], conflicts: [], revision: '8' });
    expect(buildHistory([recorded(9, 8)], { after: revisionOf(8), upTo: revisionOf(8) })).toEqual({
      commits: [],
      conflicts: [],
      revision: '8',
    });
  });
});
