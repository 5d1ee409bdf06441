import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { OwnerShares } from './owner-shares.js';

const AGAIN_MS = 1_000;

interface Work {
  readonly id: string;
  readonly owner: 'a' | 'b';
  readonly takesMs: number;
}
interface Given {
  readonly work: Work;
  readonly owned: number;
  /** Work of the other owner that waits meanwhile. */
  readonly others: number;
}

/** A lane as a broker keeps it: what was put off comes again before what nobody has seen. */
class Lane {
  now = 0;
  readonly given: Given[] = [];
  readonly #unseen: Work[];
  readonly #putOff: { readonly work: Work; readonly due: number }[] = [];
  readonly #running: { readonly work: Work; readonly ends: number; readonly leave: () => void }[] = [];
  readonly shares: OwnerShares;

  constructor(
    private readonly places: number,
    works: readonly Work[],
  ) {
    this.#unseen = [...works];
    this.shares = new OwnerShares(places, () => this.now);
  }

  /** Until all is done. */
  run(): void {
    while (this.#unseen.length + this.#putOff.length + this.#running.length > 0) {
      while (this.#running.length < this.places && this.#take());
      this.#pass();
    }
  }

  #take(): boolean {
    const due = this.#putOff.findIndex((each) => each.due <= this.now);
    const work = due >= 0 ? this.#putOff.splice(due, 1)[0]?.work : this.#unseen.shift();
    if (work === undefined) return false;
    const leave = this.shares.enter(work.owner, work.id, this.#unseen.length);
    if (leave === undefined) this.#putOff.push({ work, due: this.now + AGAIN_MS });
    else this.#begin(work, leave);
    return true;
  }

  #begin(work: Work, leave: () => void): void {
    this.#running.push({ work, ends: this.now + work.takesMs, leave });
    const others = [...this.#unseen, ...this.#putOff.map((each) => each.work)].filter(({ owner }) => owner !== work.owner);
    const owned = this.#running.filter((each) => each.work.owner === work.owner).length;
    this.given.push({ work, owned, others: others.length });
  }

  /** To the next end, or to what comes again where there is a place for it. */
  #pass(): void {
    const ends = this.#running.map((each) => each.ends);
    const dues = this.#running.length < this.places ? this.#putOff.map(({ due }) => due) : [];
    this.now = Math.max(this.now, Math.min(...ends, ...dues));
    for (const each of this.#running.filter(({ ends: end }) => end <= this.now)) {
      each.leave();
      this.#running.splice(this.#running.indexOf(each), 1);
    }
  }
}

const works = (owners: fc.Arbitrary<'a' | 'b'>): fc.Arbitrary<readonly Work[]> =>
  fc
    .array(fc.record({ owner: owners, takesMs: fc.integer({ min: 1, max: 100_000 }) }), { minLength: 1, maxLength: 60 })
    .map((list) => list.map((each, index) => ({ ...each, id: String(index) })));
const places = fc.integer({ min: 1, max: 9 });

describe('the places of a lane', () => {
  it('go to one owner by half at most, and by one at least, while another waits, and all is done', () => {
    fc.assert(
      fc.property(places, works(fc.constantFrom('a', 'a', 'a', 'b')), (capacity, list) => {
        const lane = new Lane(capacity, list);
        lane.run();
        expect(lane.given.map(({ work }) => work.id).sort()).toEqual(list.map(({ id }) => id).sort());
        expect(lane.shares.most).toBe(Math.max(1, Math.floor(capacity / 2)));
        for (const { owned, others } of lane.given) if (others > 0) expect(owned).toBeLessThanOrEqual(lane.shares.most);
      }),
      { numRuns: testDepth.runs(500) },
    );
  });

  it('all go to one owner where nobody else waits', () => {
    fc.assert(
      fc.property(places, works(fc.constant('a' as const)), (capacity, list) => {
        const lane = new Lane(
          capacity,
          list.map((each) => ({ ...each, takesMs: 100_000 })),
        );
        lane.run();
        const peak = Math.max(...lane.given.map(({ owned }) => owned));
        expect(peak).toBe(Math.min(capacity, list.length));
        expect(lane.now).toBeLessThanOrEqual(Math.ceil(list.length / capacity) * (100_000 + 2 * AGAIN_MS));
      }),
      { numRuns: testDepth.runs(100) },
    );
  });

  it('go on to one owner where the work of another was taken by another process', () => {
    let now = 0;
    const shares = new OwnerShares(4, () => now);
    for (const id of ['b1', 'b2']) shares.enter('b', id, 0);
    expect(shares.enter('b', 'b3', 1)).toBeUndefined();
    for (const id of ['a1', 'a2']) expect(shares.enter('a', id, 0)).toBeDefined();
    expect(shares.enter('a', 'a3', 0)).toBeUndefined();
    // It comes again and again, and that of the other one does not.
    now += 3_000;
    expect(shares.enter('a', 'a3', 0)).toBeUndefined();
    now += 1_000;
    expect(shares.enter('a', 'a3', 0)).toBeDefined();
  });
});
