import { KeyValueUnavailableError, type KeyValueStore } from '@throughline/messaging';
import { MemoryKeyValueStore, ManualClock } from '@throughline/messaging/testing';
import { Election } from './election.js';

const TERM_MS = 12_000;

describe('the elected writer of pages', () => {
  let clock: ManualClock;
  let records: MemoryKeyValueStore;
  let problems: unknown[];
  let stopping: AbortController;
  beforeEach(() => {
    clock = new ManualClock();
    records = new MemoryKeyValueStore();
    problems = [];
    stopping = new AbortController();
  });
  afterEach(() => {
    stopping.abort();
  });

  const election = (over: KeyValueStore = records): Election =>
    new Election({ records: over, record: 'writer', termMs: TERM_MS, clock, onProblem: (error) => problems.push(error) });

  const serving = (over?: KeyValueStore): { isServing: () => boolean; stop: () => void; ended: Promise<void> } => {
    const stop = new AbortController();
    let now = false;
    const ended = election(over).serve(
      async (term) => {
        now = true;
        await new Promise<void>((resolve) => {
          term.addEventListener('abort', () => {
            resolve();
          });
        });
        now = false;
      },
      AbortSignal.any([stop.signal, stopping.signal]),
    );
    return {
      isServing: () => now,
      stop: () => {
        stop.abort();
      },
      ended,
    };
  };
  /** Wraps the records with a connection that can be cut, as one process sees them. */
  const line = (): { over: KeyValueStore; cut: boolean } => {
    const state = { cut: false, over: records as KeyValueStore };
    const unless = <T>(ask: () => Promise<T>): Promise<T> =>
      state.cut ? Promise.reject(new KeyValueUnavailableError('The broker does not answer')) : ask();
    state.over = {
      read: (name) => unless(() => records.read(name)),
      write: (name, text, expected) => unless(() => records.write(name, text, expected)),
      remove: (name, expected) => unless(() => records.remove(name, expected)),
    };
    return state;
  };

  it('is one of several, as long as it runs', async () => {
    const all = [serving(), serving(), serving()];
    for (let terms = 0; terms < 10; terms += 1) {
      await clock.advance(TERM_MS);
      expect(all.filter(({ isServing }) => isServing())).toHaveLength(1);
    }
    expect(problems).toEqual([]);
  });

  it('knows after a suspension that its term has ended, before any timer fires', async () => {
    let stoppedFor = 0;
    const steady = clock.monotonic.bind(clock);
    clock.monotonic = () => steady() + stoppedFor;
    let isHeld = (): boolean => false;
    void election().serve(async (term, held) => {
      isHeld = held;
      await new Promise<void>((resolve) => {
        term.addEventListener('abort', () => {
          resolve();
        });
      });
    }, stopping.signal);
    await clock.advance(TERM_MS * 3);
    expect(isHeld()).toBe(true);
    stoppedFor = TERM_MS;
    expect(isHeld()).toBe(false);
  });

  it('hands over to the next one when it stops', async () => {
    const first = serving();
    await clock.advance(0);
    const second = serving();
    await clock.advance(TERM_MS / 4);
    expect([first.isServing(), second.isServing()]).toEqual([true, false]);
    first.stop();
    await first.ended;
    await clock.advance(TERM_MS / 4);
    expect(second.isServing()).toBe(true);
  });

  it('is replaced only after a full term without a renewal', async () => {
    await records.write('writer', JSON.stringify({ v: 1, by: 'one-that-was-killed', beat: '1' }), 'absent');
    const next = serving();
    await clock.advance(TERM_MS - 1);
    expect(next.isServing()).toBe(false);
    await clock.advance(TERM_MS / 4);
    expect(next.isServing()).toBe(true);
  });

  it('stops by itself before it is replaced, if it cannot renew', async () => {
    const state = line();
    const first = serving(state.over);
    await clock.advance(0);
    const second = serving();
    await clock.advance(TERM_MS);
    expect([first.isServing(), second.isServing()]).toEqual([true, false]);
    state.cut = true;
    const both: boolean[] = [];
    for (let passed = 0; passed < 2 * TERM_MS; passed += 100) {
      await clock.advance(100);
      both.push(first.isServing() && second.isServing());
    }
    expect(both).not.toContain(true);
    expect([first.isServing(), second.isServing()]).toEqual([false, true]);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('stops at once if another process has taken over', async () => {
    const first = serving();
    await clock.advance(0);
    await records.write('writer', JSON.stringify({ v: 1, by: 'another', beat: '1' }), 'anything');
    await clock.advance(TERM_MS / 4);
    expect(first.isServing()).toBe(false);
  });

  it('continues if a renewal was stored although its answer was lost', async () => {
    let lose = false;
    const first = serving({
      read: (name) => records.read(name),
      remove: (name, expected) => records.remove(name, expected),
      write: async (name, text, expected) => {
        const revision = await records.write(name, text, expected);
        if (!lose) return revision;
        lose = false;
        throw new KeyValueUnavailableError('The answer was lost');
      },
    });
    await clock.advance(0);
    lose = true;
    await clock.advance(5 * TERM_MS);
    expect(lose).toBe(false);
    expect(first.isServing()).toBe(true);
  });
});
