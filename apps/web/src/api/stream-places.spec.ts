import { LockedPlaces, type Locks } from './stream-locks.js';
import { AskedPlaces, type Channel, type StreamPlaces } from './stream-places.js';

/** Pages of one browser: each hears what the others say. */
class Pages {
  readonly #listeners = new Map<Channel, (event: { readonly data: unknown }) => void>();

  open(): Channel {
    const channel: Channel = {
      postMessage: (message) => {
        for (const [other, listener] of this.#listeners)
          if (other !== channel)
            queueMicrotask(() => {
              listener({ data: structuredClone(message) });
            });
      },
      addEventListener: (_, listener) => {
        this.#listeners.set(channel, listener);
      },
      close: () => {
        this.#listeners.delete(channel);
      },
    };
    return channel;
  }
}

/** The locks of one browser. */
class LocksOfAll implements Locks {
  readonly #held = new Set<string>();

  async request(name: string, _: object, held: (lock: unknown) => Promise<void> | undefined): Promise<void> {
    await Promise.resolve();
    if (this.#held.has(name)) return held(null);
    this.#held.add(name);
    await held({ name });
    this.#held.delete(name);
  }
}

const WAYS: readonly (readonly [string, () => () => StreamPlaces])[] = [
  [
    'by locks',
    () => {
      const locks = new LocksOfAll();
      return () => new LockedPlaces(locks, 3);
    },
  ],
  [
    'by asking each other',
    () => {
      const pages = new Pages();
      return () => new AskedPlaces(() => pages.open());
    },
  ],
];

describe.each(WAYS)('the places for streams of a browser, %s', (_, browser) => {
  const openMany = (count: number): readonly StreamPlaces[] => {
    const open = browser();
    return Array.from({ length: count }, () => open());
  };
  const held = (taken: readonly (boolean | undefined)[]): number => taken.filter(Boolean).length;

  it('are three, however many pages ask for one in the same moment', async () => {
    const pages = openMany(8);
    expect(held(await Promise.all(pages.map((page) => page.take())))).toBe(3);
  });

  it('go to another page when one leaves, and when one is closed', async () => {
    const [first, second, third, fourth, fifth] = openMany(5);
    expect(held(await Promise.all([first, second, third].map(async (page) => page?.take())))).toBe(3);
    expect(await fourth?.take()).toBe(false);
    first?.leave();
    expect(await fourth?.take()).toBe(true);
    second?.close();
    expect([await fifth?.take(), await first?.take()]).toEqual([true, false]);
  });
});

describe('the places for streams where pages cannot speak to each other', () => {
  it('are for whoever asks', async () => {
    expect(await new AskedPlaces(() => undefined).take()).toBe(true);
  });
});
