import { ManualClock } from '@throughline/messaging/testing';
import { Pace } from './pace.js';

describe('the pace of a connection', () => {
  let clock: ManualClock;
  let pace: Pace;
  let turns: number[];
  const quiet = new AbortController().signal;
  beforeEach(() => {
    clock = new ManualClock();
    pace = new Pace(clock, 3);
    turns = [];
  });
  const ask = (times: number, signal = quiet): void => {
    const began = clock.monotonic();
    for (let asked = 0; asked < times; asked += 1)
      pace.turn(signal).then(
        () => turns.push(Math.round(clock.monotonic() - began)),
        () => undefined,
      );
  };

  it('admits three requests a second, evenly, however many wait', async () => {
    ask(7);
    await clock.advance(2_000);
    expect(turns).toEqual([0, 333, 667, 1_000, 1_333, 1_667, 2_000]);
  });

  it('admits none during a rate limit, and keeps the pace afterwards', async () => {
    ask(1);
    await clock.advance(0);
    pace.pause(10_000);
    ask(4);
    await clock.advance(9_999);
    expect(turns).toHaveLength(1);
    await clock.advance(1_001);
    expect(turns).toEqual([0, 10_000, 10_333, 10_667, 11_000]);
  });

  it('admits requests of a separate queue, with the same pauses', async () => {
    ask(10);
    const beside = pace.beside();
    await clock.advance(0);
    await beside.turn(quiet);
    pace.pause(10_000);
    expect(beside.pauseLeft).toBe(10_000);
    beside.pause(20_000);
    await clock.advance(19_999);
    expect(turns).toEqual([0]);
    await clock.advance(1);
    expect(turns).toEqual([0, 20_000]);
  });

  it('keeps the longest of several pauses', async () => {
    pace.pause(10_000);
    pace.pause(1_000);
    ask(1);
    await clock.advance(9_999);
    expect(turns).toEqual([]);
    await clock.advance(1);
    expect(turns).toEqual([10_000]);
  });

  it('does not delay later callers when a caller has given up', async () => {
    pace.pause(10_000);
    const stopping = new AbortController();
    ask(3, stopping.signal);
    ask(1);
    await clock.advance(5_000);
    stopping.abort();
    await clock.advance(5_000);
    expect(turns).toEqual([10_000]);
  });
});
