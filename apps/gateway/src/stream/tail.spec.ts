import { newAssetId, partitionOf } from '@throughline/contracts';
import { START, comparePosition, parsePosition, type Position } from '@throughline/event-store';
import fc from 'fast-check';
import type { Change } from '../changes/change-feed.js';
import type { ChangedAsset, ChangedQuery, ProjectedItems, ProjectedPlace } from '../changes/projected.js';
import { MOST_MISSED, Tail } from './tail.js';

const PARTITIONS = 3;
const at = (position: number): Position => parsePosition(String(position));

/** Asset ids of which each partition has some. */
const ASSETS: readonly string[] = Array.from({ length: 24 }, () => newAssetId());

/** The projection as it would be: rows and checkpoints, and a word after each transaction that may be lost. */
class Rows implements ProjectedItems {
  readonly positions: Position[] = Array.from({ length: PARTITIONS }, () => START);
  readonly rows = new Map<string, Position>();
  era = 'one';
  isAway = false;
  #last = 0;

  /** One commit; what the projector says of it. */
  write(assetId: string): Change {
    this.#last += 1;
    const partition = partitionOf(assetId, PARTITIONS);
    const after = this.positions[partition] ?? START;
    const upTo = at(this.#last);
    this.positions[partition] = upTo;
    this.rows.set(assetId, upTo);
    return { assetId, owner: 'o', revision: upTo, span: { after, upTo } };
  }

  place(): Promise<ProjectedPlace> {
    if (this.isAway) return Promise.reject(new Error('away'));
    return Promise.resolve({ era: this.era, positions: [...this.positions] });
  }

  changedAfter({ after, limit }: ChangedQuery): Promise<readonly ChangedAsset[]> {
    const changed = [...this.rows].filter(([, position]) => comparePosition(position, after) > 0);
    return Promise.resolve(changed.slice(0, limit).map(([id, position]) => ({ id, position, isAlways: false })));
  }
}

const begun = async (): Promise<{ rows: Rows; tail: Tail }> => {
  const rows = new Rows();
  const tail = new Tail(rows, PARTITIONS);
  tail.done(await tail.next([], false));
  return { rows, tail };
};
/** What is new, told. */
const news = async (tail: Tail, isLookDue = false): Promise<readonly string[]> => {
  const found = await tail.next(['o'], isLookDue);
  tail.done(found);
  return [...found.ids];
};
const [one = ''] = ASSETS;
/** In another partition. */
const two = ASSETS.find((each) => partitionOf(each, PARTITIONS) !== partitionOf(one, PARTITIONS)) ?? '';

describe('the tail of the projection', () => {
  it('follows what is said, without a look at the database', async () => {
    const { rows, tail } = await begun();
    tail.hear(rows.write(one));
    rows.isAway = true;
    expect(await news(tail)).toEqual([one]);
    expect(tail.told?.vector).toEqual(rows.positions);
  });

  it('notices what was not said by what is said next, and by looking twice where nothing more is said', async () => {
    const { rows, tail } = await begun();
    rows.write(one);
    const again = rows.write(one);
    rows.write(two);
    tail.hear(again);
    expect(await news(tail)).toEqual([one]);
    rows.write(two);
    const looks = [await news(tail, true), await news(tail, true)];
    expect(looks.flat()).toContain(two);
    expect(tail.told?.vector).toEqual(rows.positions);
  });

  it('does not tell twice of what a look has found before its word came', async () => {
    const { rows, tail } = await begun();
    const late = rows.write(one);
    tail.missed();
    expect(await news(tail)).toEqual([one]);
    tail.hear(late);
    expect(await news(tail)).toEqual([]);
  });

  it('loses nothing to a database that is away', async () => {
    const { rows, tail } = await begun();
    rows.write(two);
    tail.missed();
    rows.isAway = true;
    await expect(tail.next(['o'], false)).rejects.toThrow('away');
    tail.missed();
    rows.isAway = false;
    expect(await news(tail)).toEqual([two]);
  });

  it('lets everybody begin again where the rows are other ones, or more was missed than is told one by one', async () => {
    const { rows, tail } = await begun();
    rows.era = 'two';
    expect(await tail.next(['o'], true)).toMatchObject({ isReset: true, told: { era: 'two' } });
    const other = await begun();
    for (let each = 0; each <= MOST_MISSED; each += 1) other.rows.write(newAssetId());
    other.tail.missed();
    expect(await other.tail.next(['o'], false)).toMatchObject({ isReset: true });
  });

  it('tells of every row as it stands at last, whatever is lost and whenever it looks', async () => {
    const step = fc.record({
      asset: fc.integer({ min: 0, max: ASSETS.length - 1 }),
      isHeard: fc.boolean(),
      turn: fc.constantFrom('none', 'turn', 'look', 'fails'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { rows, tail } = await begun();
        const seen = new Map<string, Position>();
        const turn = async (isLookDue: boolean): Promise<void> => {
          const before = tail.told?.vector ?? [];
          for (const id of await news(tail, isLookDue)) seen.set(id, rows.rows.get(id) ?? START);
          // What a client would come back with never claims more than it was told, and never goes back.
          const vector = tail.told?.vector ?? [];
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
