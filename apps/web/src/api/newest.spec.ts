import { NewestValues, type VersionedValue } from './newest.js';

interface Item extends VersionedValue {
  readonly id: string;
  readonly progress: number;
}

const item = (revision: string, second: number, part: Partial<Item> = {}): Item => ({
  id: 'a',
  revision,
  updated_at: new Date(Date.UTC(2026, 10, 20, 10, 0, second)).toISOString(),
  progress: 0.1,
  ...part,
});

describe('the newest known value', () => {
  let now: number;
  let known: NewestValues<Item>;
  beforeEach(() => {
    now = 1_000;
    known = new NewestValues<Item>(
      ({ id }) => id,
      () => now,
    );
  });
  const cachedRevision = (): string | undefined => known.find('a')?.revision;

  it('is not replaced by a late answer to a read that started before a push', () => {
    const asked = now;
    now += 50;
    known.take(item('2', 5), 'push');
    now += 50;
    expect(known.take(item('1', 0), asked).revision).toBe('2');
    expect(cachedRevision()).toBe('2');
  });

  it('is the later answer of the same revision, because its progress is newer', () => {
    known.take(item('1', 0), now);
    now += 10;
    expect(known.take(item('1', 0, { progress: 0.2 }), now).progress).toBe(0.2);
  });

  it('follows the order of pushes, whatever their clocks say', () => {
    known.take(item('1', 9), 'push');
    known.take(item('2', 3), 'push');
    expect(cachedRevision()).toBe('2');
  });

  it('is replaced by a later read, whatever its clock says', () => {
    known.take(item('1', 9), 'push');
    now += 60_000;
    expect(known.take(item('2', 3), now).revision).toBe('2');
  });

  it('is the answer to a command while reads lag behind it, but not forever', () => {
    known.take(item('2', 5), 'command');
    now += 500;
    known.take(item('1', 0), now);
    known.take(item('1', 0), 'push');
    expect(cachedRevision()).toBe('2');
    now += 60_000;
    known.take(item('1', 0), now);
    expect(cachedRevision()).toBe('1');
  });

  it('is forgotten for the oldest items, so that memory stays bounded', () => {
    for (let number = 0; number <= 5_000; number += 1) known.take(item('1', 0, { id: String(number) }), now);
    expect([known.find('0'), known.find('1')?.id, known.find('5000')?.id]).toEqual([undefined, '1', '5000']);
  });
});
