import { MemoryRecords, RecordsAwayError, type Records } from '@throughline/credentials';
import { ManualClock } from '@throughline/messaging/testing';
import { Election } from './election.js';

const TERM_MS = 12_000;

describe('who writes on pages', () => {
  let clock: ManualClock;
  let records: MemoryRecords;
  let problems: unknown[];
  let stopping: AbortController;
  beforeEach(() => {
    clock = new ManualClock();
    records = new MemoryRecords();
    problems = [];
    stopping = new AbortController();
  });
  afterEach(() => {
    stopping.abort();
  });

  const election = (over: Records = records): Election =>
    new Election({ records: over, record: 'writer', termMs: TERM_MS, clock, onProblem: (error) => problems.push(error) });

  /** A process that serves until it is stopped; tells whether it is at work. */
  const serving = (over?: Records): { isServing: () => boolean; stop: () => void; ended: Promise<void> } => {
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
  /** The same records over a line that can be cut, as one process sees them. */
  const line = (): { over: Records; cut: boolean } => {
    const state = { cut: false, over: records as Records };
    const unless = <T>(ask: () => Promise<T>): Promise<T> =>
      state.cut ? Promise.reject(new RecordsAwayError('The broker does not answer')) : ask();
    state.over = {
      read: (name) => unless(() => records.read(name)),
      write: (name, text, expected) => unless(() => records.write(name, text, expected)),
      remove: (name, expected) => unless(() => records.remove(name, expected)),
    };
    return state;
  };

  it('is one of several, for as long as it goes on', async () => {
    const all = [serving(), serving(), serving()];
    for (let terms = 0; terms < 10; terms += 1) {
      await clock.advance(TERM_MS);
      expect(all.filter(({ isServing }) => isServing())).toHaveLength(1);
    }
    expect(problems).toEqual([]);
  });

  it('is known not to be this process any more before any timer fires, where it was stopped for a while', async () => {
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

  it('is followed by nobody before a full term without a sign of life', async () => {
    await records.write('writer', JSON.stringify({ v: 1, by: 'one-that-was-killed', beat: '1' }), 'absent');
    const next = serving();
    await clock.advance(TERM_MS - 1);
    expect(next.isServing()).toBe(false);
    await clock.advance(TERM_MS / 4);
    expect(next.isServing()).toBe(true);
  });

  it('stops by itself before anybody follows, where it cannot renew', async () => {
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

  it('stops at once where somebody else has taken its place', async () => {
    const first = serving();
    await clock.advance(0);
    await records.write('writer', JSON.stringify({ v: 1, by: 'another', beat: '1' }), 'anything');
    await clock.advance(TERM_MS / 4);
    expect(first.isServing()).toBe(false);
  });

  it('goes on where a renewal was stored although its answer was lost', async () => {
    let lose = false;
    const first = serving({
      read: (name) => records.read(name),
      remove: (name, expected) => records.remove(name, expected),
      write: async (name, text, expected) => {
        const revision = await records.write(name, text, expected);
        if (!lose) return revision;
        lose = false;
        throw new RecordsAwayError('The answer was lost');
      },
    });
    await clock.advance(0);
    lose = true;
    await clock.advance(5 * TERM_MS);
    expect(lose).toBe(false);
    expect(first.isServing()).toBe(true);
  });
});
