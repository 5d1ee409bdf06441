import { testDepth } from '@throughline/contracts/testing';
import { aWorkMessage } from '@throughline/messaging/testing';
import fc from 'fast-check';
import { RecordingDelivery } from '../testing/recording-delivery.js';
import { HOLD_MS, LanePlaces, MOST_HELD, SILENCE_MS } from './lane-places.js';

type Owner = 'a' | 'b' | 'c';
interface Work {
  readonly id: string;
  readonly owner: Owner;
  readonly takesMs: number;
}

class TimedDelivery extends RecordingDelivery {
  constructor(
    readonly work: Work,
    override readonly unseen: number,
    private readonly onNak: (work: Work, delayMs: number) => void,
  ) {
    super({ ...aWorkMessage({ lane: 'media' }), attemptId: work.id });
  }
  override readonly nak = (delayMs = 0): Promise<void> => {
    this.answer = 'nak';
    this.onNak(this.work, delayMs);
    return Promise.resolve();
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A lane with one pull request for each place. The broker delivers messages that are due before new ones. */
class Lane {
  readonly begun: Work[] = [];
  running = 0;
  peak = 0;
  naks = 0;
  ended = 0;
  readonly #new: Work[];
  readonly #again: { readonly work: Work; readonly due: number }[] = [];
  readonly places: LanePlaces;

  constructor(
    private readonly count: number,
    private readonly works: readonly Work[],
  ) {
    this.#new = [...works];
    const attend = async ({ message: { attemptId } }: { message: { attemptId: string } }): Promise<void> => {
      const work = works.find(({ id }) => id === attemptId);
      if (work === undefined) throw new Error('Unknown work');
      this.begun.push(work);
      this.running += 1;
      this.peak = Math.max(this.peak, this.running);
      await pause(work.takesMs);
      this.running -= 1;
      this.ended += 1;
    };
    this.places = new LanePlaces({ places: count, attend, onHeldWork: () => undefined, now: () => Date.now() });
  }

  get isDone(): boolean {
    return this.ended === this.works.length;
  }

  run(): void {
    for (let index = 0; index < this.count; index += 1) void this.#pull();
  }

  async #pull(): Promise<void> {
    while (!this.isDone) {
      const work = this.#next();
      if (work === undefined) await pause(10);
      else await this.places.take(this.#deliver(work), work.owner);
    }
  }

  #deliver(work: Work): TimedDelivery {
    return new TimedDelivery(work, this.#new.length, (returned, delayMs) => {
      this.naks += 1;
      this.#again.push({ work: returned, due: Date.now() + delayMs });
    });
  }

  #next(): Work | undefined {
    this.#again.sort((one, other) => one.due - other.due);
    const due = this.#again.findIndex((each) => each.due <= Date.now());
    return due < 0 ? this.#new.shift() : this.#again.splice(due, 1)[0]?.work;
  }
}

const works = (owners: fc.Arbitrary<Owner>, longestMs: number): fc.Arbitrary<readonly Work[]> =>
  fc
    .array(fc.record({ owner: owners, takesMs: fc.integer({ min: 1, max: longestMs }) }), { minLength: 1, maxLength: 60 })
    .map((list) => list.map((each, index) => ({ ...each, id: String(index) })));
const idsOf = (list: readonly Work[], owner: Owner): readonly string[] =>
  list.flatMap((work) => (work.owner === owner ? [work.id] : []));

describe('the places of a lane', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('are never taken twice, and all work is done in the order of its owner', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        works(fc.constantFrom('a', 'a', 'a', 'b', 'c'), 20_000),
        async (count, list) => {
          const lane = new Lane(count, list);
          lane.run();
          while (!lane.isDone) await jest.advanceTimersByTimeAsync(1_000);
          expect(lane.peak).toBeLessThanOrEqual(count);
          for (const owner of ['a', 'b', 'c'] as const) expect(idsOf(lane.begun, owner)).toEqual(idsOf(list, owner));
          await lane.places.close();
        },
      ),
      { numRuns: testDepth.runs(30) },
    );
  });

  it('are all taken by the short work of one owner, without a way back to the broker', async () => {
    const list = Array.from({ length: 100 }, (_, index): Work => ({ id: String(index), owner: 'a', takesMs: 50 }));
    const lane = new Lane(4, list);
    lane.run();
    await jest.advanceTimersByTimeAsync((100 / 4) * 50 + 2 * SILENCE_MS + 200);
    expect(lane.ended).toBe(100);
    expect(lane.peak).toBe(4);
    expect(lane.naks).toBe(0);
    await lane.places.close();
  });

  it('hold a delivery for a limited time, and a limited number', async () => {
    const list = Array.from({ length: MOST_HELD + 10 }, (_, index): Work => ({ id: String(index), owner: 'a', takesMs: 60_000 }));
    const lane = new Lane(2, list);
    const naks: string[] = [];
    const deliver = (work: Work): Promise<void> =>
      lane.places.take(new TimedDelivery(work, 5_000, ({ id }) => naks.push(id)), work.owner);
    const [first, ...others] = list;
    if (first === undefined) throw new Error('no work');
    void deliver(first);
    for (const work of others) void deliver(work);
    await jest.advanceTimersByTimeAsync(0);
    expect(naks).toEqual(list.slice(1 + MOST_HELD).map(({ id }) => id));
    await jest.advanceTimersByTimeAsync(HOLD_MS);
    // One more has begun, because the rest of the lane was silent.
    expect(lane.begun.map(({ id }) => id)).toEqual(['0', '1']);
    expect(new Set(naks)).toEqual(new Set(list.slice(2).map(({ id }) => id)));
    await lane.places.close();
  });
});
