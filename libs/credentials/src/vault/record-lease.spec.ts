import { ManualClock, MemoryKeyValueStore } from '@throughline/messaging/testing';
import { runUnderLease, type HeldLease } from './record-lease.js';

const TERM_MS = 30_000;

describe('a lease in a record', () => {
  let clock: ManualClock;
  let records: MemoryKeyValueStore;
  const started: string[] = [];
  beforeEach(() => {
    [clock, records] = [new ManualClock(), new MemoryKeyValueStore()];
    started.length = 0;
  });
  afterEach(() => jest.restoreAllMocks());

  interface RunningTask {
    readonly lease: HeldLease;
    readonly end: () => void;
    readonly ended: Promise<void>;
  }
  const queue = (name: string): Partial<RunningTask> => {
    const task: { -readonly [Key in keyof RunningTask]?: RunningTask[Key] } = {};
    task.ended = runUnderLease({ records, name: 'lease' }, { termMs: TERM_MS, pollMs: 200, clock }, (lease) => {
      started.push(name);
      task.lease = lease;
      return new Promise((resolve) => {
        task.end = resolve;
      });
    });
    return task;
  };
  const failWrites = (isStored: boolean): void => {
    const write = records.write.bind(records);
    jest.spyOn(records, 'write').mockImplementation(async (...args) => {
      if (isStored) await write(...args);
      throw new Error('the broker does not answer');
    });
  };

  it('is renewed during a task that takes longer than its term, so that no other process begins', async () => {
    const slow = queue('slow');
    await clock.advance(0);
    const other = queue('other');
    await clock.advance(10 * TERM_MS);
    expect(started).toEqual(['slow']);
    expect(() => slow.lease?.require()).not.toThrow();
    slow.end?.();
    await slow.ended;
    await clock.advance(200);
    expect(started).toEqual(['slow', 'other']);
    other.end?.();
    await other.ended;
    expect(await records.read('lease')).toBeUndefined();
  });

  it('is still held if only the answers to its renewals were lost', async () => {
    const slow = queue('slow');
    await clock.advance(0);
    queue('other');
    failWrites(true);
    await clock.advance(TERM_MS / 2);
    jest.restoreAllMocks();
    await clock.advance(5 * TERM_MS);
    expect(started).toEqual(['slow']);
    expect(() => slow.lease?.require()).not.toThrow();
  });

  it('no longer counts as held after a term without a renewal', async () => {
    const slow = queue('slow');
    await clock.advance(0);
    failWrites(false);
    await clock.advance(TERM_MS - 1);
    expect(() => slow.lease?.require()).not.toThrow();
    await clock.advance(1);
    expect(() => slow.lease?.require()).toThrow(/Another process may refresh/);
  });

  it('is not taken back from the process that took it over, nor removed', async () => {
    const slow = queue('slow');
    await clock.advance(0);
    await records.write('lease', 'the other process', 'anything');
    await clock.advance(TERM_MS / 2);
    expect(() => slow.lease?.require()).toThrow(/Another process may refresh/);
    slow.end?.();
    await slow.ended;
    expect(await records.read('lease')).toMatchObject({ text: 'the other process' });
  });
});
