import { Newest, type Changing } from './newest.js';

interface Item extends Changing {
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

describe('the newest that is known', () => {
  let now: number;
  let known: Newest<Item>;
  beforeEach(() => {
    now = 1_000;
    known = new Newest<Item>(
      ({ id }) => id,
      () => now,
    );
  });
  const shown = (): string | undefined => known.find('a')?.revision;

  it('never goes back: an answer that was asked for before a push, and comes after it, shows what was pushed', () => {
    const asked = now;
    now += 50;
    known.take(item('2', 5), 'push');
    now += 50;
    expect(known.take(item('1', 0), asked).revision).toBe('2');
    expect(shown()).toBe('2');
  });

  it('takes the later answer of the same revision, whose progress is the newer one', () => {
    known.take(item('1', 0), now);
    now += 10;
    expect(known.take(item('1', 0, { progress: 0.2 }), now).progress).toBe(0.2);
  });

  it('takes what is pushed in the order in which it is, by whatever clocks it was made', () => {
    known.take(item('1', 9), 'push');
    known.take(item('2', 3), 'push');
    expect(shown()).toBe('2');
  });

  it('takes an answer that was asked for later, by whatever clock it was made: it does not stand still', () => {
    known.take(item('1', 9), 'push');
    now += 60_000;
    expect(known.take(item('2', 3), now).revision).toBe('2');
  });

  it('shows what a command has made although what is read lags behind it, but not for ever', () => {
    known.take(item('2', 5), 'command');
    now += 500;
    known.take(item('1', 0), now);
    known.take(item('1', 0), 'push');
    expect(shown()).toBe('2');
    now += 60_000;
    known.take(item('1', 0), now);
    expect(shown()).toBe('1');
  });

  it('forgets what was not heard of for longest, so that a page that stays open does not grow', () => {
    for (let number = 0; number <= 5_000; number += 1) known.take(item('1', 0, { id: String(number) }), now);
    expect([known.find('0'), known.find('1')?.id, known.find('5000')?.id]).toEqual([undefined, '1', '5000']);
  });
});
