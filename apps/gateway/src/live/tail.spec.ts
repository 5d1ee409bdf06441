import { newAssetId, partitionOf } from '@throughline/contracts';
import { START, comparePosition, parsePosition, type Position } from '@throughline/event-store';
import fc from 'fast-check';
import type { Change } from '../adapters/projection/change-feed.js';
import type { ChangedAsset, ChangesQuery, ItemChanges, ProjectionPosition } from '../adapters/projection/projected.js';
import { MAX_MISSED, Tail } from './tail.js';

const PARTITIONS = 3;
const at = (position: number): Position => parsePosition(String(position));

/** Asset ids in every partition. */
const ASSETS: readonly string[] = Array.from({ length: 24 }, () => newAssetId());

/** A fake projection: rows and checkpoints, and a notice after each transaction, which may be lost. */
class Rows implements ItemChanges {
  readonly positions: Position[] = Array.from({ length: PARTITIONS }, () => START);
  readonly rows = new Map<string, Position>();
  era = 'one';
  isAway = false;
  #last = 0;

  /** Writes one commit. Returns the projector's notice. */
  write(assetId: string): Change {
    this.#last += 1;
    const partition = partitionOf(assetId, PARTITIONS);
    const after = this.positions[partition] ?? START;
    const upTo = at(this.#last);
    this.positions[partition] = upTo;
    this.rows.set(assetId, upTo);
    return { assetId, owner: 'o', revision: upTo, span: { after, upTo } };
  }

  place(): Promise<ProjectionPosition> {
    if (this.isAway) return Promise.reject(new Error('away'));
    return Promise.resolve({ era: this.era, positions: [...this.positions] });
  }

  changedAfter({ after, limit }: ChangesQuery): Promise<readonly ChangedAsset[]> {
    const changed = [...this.rows].filter(([, position]) => comparePosition(position, after) > 0);
    return Promise.resolve(changed.slice(0, limit).map(([id, position]) => ({ id, position, isAlways: false })));
  }
}

const startTail = async (): Promise<{ rows: Rows; tail: Tail }> => {
  const rows = new Rows();
  const tail = new Tail(rows, PARTITIONS);
  tail.done(await tail.next([], false));
  return { rows, tail };
};
/** Returns the next changed ids and marks them as sent. */
const news = async (tail: Tail, isLookDue = false): Promise<readonly string[]> => {
  const found = await tail.next(['o'], isLookDue);
  tail.done(found);
  return [...found.ids];
};
const [one = ''] = ASSETS;
const two = ASSETS.find((each) => partitionOf(each, PARTITIONS) !== partitionOf(one, PARTITIONS)) ?? '';

describe('the tail of the projection', () => {
  it('follows notices without a query to the database', async () => {
    const { rows, tail } = await startTail();
    tail.hear(rows.write(one));
    rows.isAway = true;
    expect(await news(tail)).toEqual([one]);
    expect(tail.sentUpTo?.vector).toEqual(rows.positions);
  });

  it('detects a missed notice by the next one, and by two polls if there is none', async () => {
    const { rows, tail } = await startTail();
    rows.write(one);
    const again = rows.write(one);
    rows.write(two);
    tail.hear(again);
    expect(await news(tail)).toEqual([one]);
    rows.write(two);
    const looks = [await news(tail, true), await news(tail, true)];
    expect(looks.flat()).toContain(two);
    expect(tail.sentUpTo?.vector).toEqual(rows.positions);
  });

  it('does not send twice what a poll has found before its notice arrived', async () => {
    const { rows, tail } = await startTail();
    const late = rows.write(one);
    tail.missed();
    expect(await news(tail)).toEqual([one]);
    tail.hear(late);
    expect(await news(tail)).toEqual([]);
  });

  it('loses no change while the database is away', async () => {
    const { rows, tail } = await startTail();
    rows.write(two);
    tail.missed();
    rows.isAway = true;
    await expect(tail.next(['o'], false)).rejects.toThrow('away');
    tail.missed();
    rows.isAway = false;
    expect(await news(tail)).toEqual([two]);
  });

  it('makes every stream start again if the rows were rebuilt or too much was missed', async () => {
    const { rows, tail } = await startTail();
    rows.era = 'two';
    expect(await tail.next(['o'], true)).toMatchObject({ isReset: true, sentUpTo: { era: 'two' } });
    const other = await startTail();
    for (let each = 0; each <= MAX_MISSED; each += 1) other.rows.write(newAssetId());
    other.tail.missed();
    expect(await other.tail.next(['o'], false)).toMatchObject({ isReset: true });
  });

  it('delivers the last state of every row, whatever notices are lost and whenever it polls', async () => {
    const step = fc.record({
      asset: fc.integer({ min: 0, max: ASSETS.length - 1 }),
      isHeard: fc.boolean(),
      turn: fc.constantFrom('none', 'turn', 'look', 'fails'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { rows, tail } = await startTail();
        const seen = new Map<string, Position>();
        const turn = async (isLookDue: boolean): Promise<void> => {
          const before = tail.sentUpTo?.vector ?? [];
          for (const id of await news(tail, isLookDue)) seen.set(id, rows.rows.get(id) ?? START);
          // The client's position never exceeds what it was sent, and never goes back.
          const vector = tail.sentUpTo?.vector ?? [];
          expect(vector.every((position, index) => comparePosition(position, before[index] ?? START) >= 0)).toBe(true);
          for (const [id, position] of rows.rows)
            if (comparePosition(position, vector[partitionOf(id, PARTITIONS)] ?? START) <= 0) expect(seen.get(id)).toBe(position);
        };
        for (const { asset, isHeard, turn: kind } of steps) {
          const change = rows.write(ASSETS[asset] ?? one);
          if (isHeard) tail.hear(change);
          if (kind === 'turn' || kind === 'look') await turn(kind === 'look');
          if (kind === 'fails') tail.missed();
        }
        for (let looks = 0; looks < 3; looks += 1) await turn(true);
        expect(seen).toEqual(rows.rows);
      }),
    );
  });
});
