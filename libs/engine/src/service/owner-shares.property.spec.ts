import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { OwnerShares, TURN_MS } from './owner-shares.js';

const AGAIN_MS = 10_000;

type Owner = 'a' | 'b' | 'c';
interface Work {
  readonly id: string;
  readonly owner: Owner;
  readonly takesMs: number;
}
interface GrantedSlot {
  readonly work: Work;
  readonly owned: number;
  readonly others: ReadonlySet<Owner>;
}

/** A lane like the broker's: deferred messages that are due come before new ones. */
class Lane {
  now = 0;
  readonly given: GrantedSlot[] = [];
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

  run(): void {
    while (this.#unseen.length + this.#putOff.length + this.#running.length > 0) {
      while (this.#running.length < this.places && this.#take());
      this.#pass();
    }
  }

  #take(): boolean {
    this.#putOff.sort((one, other) => one.due - other.due);
    const due = this.#putOff.findIndex((each) => each.due <= this.now);
    const work = due >= 0 ? this.#putOff.splice(due, 1)[0]?.work : this.#unseen.shift();
    if (work === undefined) return false;
    const entry = this.shares.enter(work.owner, work.id, this.#unseen.length);
    if ('againMs' in entry) this.#putOff.push({ work, due: this.now + entry.againMs });
    else this.#begin(work, entry.leave);
    return true;
  }

  #begin(work: Work, leave: () => void): void {
    this.#running.push({ work, ends: this.now + work.takesMs, leave });
    const others = [...this.#unseen, ...this.#putOff.map((each) => each.work)].filter(({ owner }) => owner !== work.owner);
    const owned = this.#running.filter((each) => each.work.owner === work.owner).length;
    this.given.push({ work, owned, others: new Set(others.map(({ owner }) => owner)) });
  }

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

const works = (owners: fc.Arbitrary<Owner>, least = 1): fc.Arbitrary<readonly Work[]> =>
  fc
    .array(fc.record({ owner: owners, takesMs: fc.integer({ min: least, max: 100_000 }) }), { minLength: 1, maxLength: 60 })
    .map((list) => list.map((each, index) => ({ ...each, id: String(index) })));
const places = fc.integer({ min: 1, max: 9 });

const after = (lane: Lane): Lane => {
  lane.run();
  return lane;
};

describe('the slots of a lane', () => {
  it('give one owner at most half and at least one while another waits, until all work is done', () => {
    fc.assert(
      fc.property(places, works(fc.constantFrom('a', 'a', 'a', 'b')), (capacity, list) => {
        const lane = new Lane(capacity, list);
        lane.run();
        expect(lane.given.map(({ work }) => work.id).sort()).toEqual(list.map(({ id }) => id).sort());
        expect(lane.shares.most).toBe(Math.max(1, Math.floor(capacity / 2)));
        for (const { owned, others } of lane.given) if (others.size > 0) expect(owned).toBeLessThanOrEqual(lane.shares.most);
      }),
      { numRuns: testDepth.runs(500) },
    );
  });

  it('serve the work of one owner in its order, however much work of others is in between', () => {
    fc.assert(
      fc.property(places, works(fc.constantFrom('a', 'a', 'a', 'b', 'c')), (capacity, list) => {
        const { given } = after(new Lane(capacity, list));
        for (const owner of ['a', 'b', 'c'])
          expect(given.flatMap(({ work }) => (work.owner === owner ? [work.id] : []))).toEqual(
            list.flatMap((work) => (work.owner === owner ? [work.id] : [])),
          );
      }),
      { numRuns: testDepth.runs(500) },
    );
  });

  it('all serve one owner while no other waits', () => {
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

  it('serve the owners in turn, even with a single slot', () => {
    fc.assert(
      fc.property(works(fc.constantFrom('a', 'a', 'a', 'a', 'b', 'c'), TURN_MS), (list) => {
        const { given } = after(new Lane(1, list));
        for (const [index, { work, others }] of given.entries()) {
          const next = given.findIndex((each, at) => at > index && each.work.owner === work.owner);
          const between = new Set(given.slice(index + 1, Math.max(next, 0)).map((each) => each.work.owner));
          const stillWait = [...others].filter((owner) => given[next]?.others.has(owner));
          expect([...between]).toEqual(expect.arrayContaining(stillWait));
        }
      }),
      { numRuns: testDepth.runs(300) },
    );
  });

  it('stay with an owner for a turn of short work', () => {
    let now = 0;
    const shares = new OwnerShares(1, () => now);
    const enter = (owner: string, id: string, unseen = 0): boolean => {
      const entry = shares.enter(owner, id, unseen);
      if ('leave' in entry) entry.leave();
      return 'leave' in entry;
    };
    expect([enter('a', 'a1', 9), enter('a', 'a2', 9)]).toEqual([true, true]);
    now += TURN_MS;
    expect([enter('a', 'a3', 8), enter('b', 'b1'), enter('b', 'b2')]).toEqual([false, true, true]);
    now += TURN_MS;
    expect([enter('b', 'b3'), enter('a', 'a3'), enter('b', 'b3')]).toEqual([false, true, true]);
  });

  it('are not reserved for ever for messages that are never delivered', () => {
    let now = 0;
    const shares = new OwnerShares(2, () => now);
    shares.enter('a', 'a0', 5_000);
    const given: [at: number, id: number][] = [];
    for (let index = 0; index < 60; index += 1) {
      now += 100;
      if ('leave' in shares.enter('a', `a${String(1 + (index % 3))}`, 5_000)) given.push([now, 1 + (index % 3)]);
    }
    expect(given).toEqual([[5_200, 1]]);
  });

  it("serve one owner if another process took the other owner's work", () => {
    let now = 0;
    const shares = new OwnerShares(4, () => now);
    const enter = (owner: string, id: string, unseen = 0): boolean => 'leave' in shares.enter(owner, id, unseen);
    const ending = shares.enter('b', 'b1', 0);
    enter('b', 'b2');
    expect(enter('b', 'b3', 1)).toBe(false);
    for (const id of ['a1', 'a2']) expect(enter('a', id)).toBe(true);
    if ('leave' in ending) ending.leave();
    // Owner a's message is redelivered repeatedly; owner b's message never comes back.
    let times = 0;
    while (!enter('a', 'a3') && times < 100) {
      now += 1_000;
      times += 1;
    }
    expect(times).toBeGreaterThan(1);
    expect(times).toBeLessThan(10);
  });
});
