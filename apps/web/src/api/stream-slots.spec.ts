import { LockedStreamSlots, type WebLocks } from './stream-locks.js';
import { BroadcastStreamSlots, type TabChannel, type StreamSlots } from './stream-slots.js';

/** The tabs of a browser. Each receives the messages of the others. */
class BrowserTabs {
  readonly #listeners = new Map<TabChannel, (event: { readonly data: unknown }) => void>();

  open(): TabChannel {
    const channel: TabChannel = {
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

class FakeLocks implements WebLocks {
  readonly #held = new Set<string>();

  async request(name: string, _: object, held: (lock: unknown) => Promise<void> | undefined): Promise<void> {
    await Promise.resolve();
    if (this.#held.has(name)) return held(null);
    this.#held.add(name);
    await held({ name });
    this.#held.delete(name);
  }
}

const WAYS: readonly (readonly [string, () => () => StreamSlots])[] = [
  [
    'by locks',
    () => {
      const locks = new FakeLocks();
      return () => new LockedStreamSlots(locks, 3);
    },
  ],
  [
    'by asking each other',
    () => {
      const pages = new BrowserTabs();
      return () => new BroadcastStreamSlots(() => pages.open());
    },
  ],
];

describe.each(WAYS)('the stream slots of a browser, %s', (_, browser) => {
  const openMany = (count: number): readonly StreamSlots[] => {
    const open = browser();
    return Array.from({ length: count }, () => open());
  };
  const holderOf = (taken: readonly (boolean | undefined)[]): number => taken.filter(Boolean).length;

  it('are three, however many pages ask at the same time', async () => {
    const pages = openMany(8);
    expect(holderOf(await Promise.all(pages.map((page) => page.take())))).toBe(3);
  });

  it('are freed when a page leaves, and when it is closed', async () => {
    const [first, second, third, fourth, fifth] = openMany(5);
    expect(holderOf(await Promise.all([first, second, third].map(async (page) => page?.take())))).toBe(3);
    expect(await fourth?.take()).toBe(false);
    first?.leave();
    expect(await fourth?.take()).toBe(true);
    second?.close();
    expect([await fifth?.take(), await first?.take()]).toEqual([true, false]);
  });
});

describe('the stream slots without a channel between pages', () => {
  it('are free for every page', async () => {
    expect(await new BroadcastStreamSlots(() => undefined).take()).toBe(true);
  });
});
