import { StreamPlaces, type Channel } from './stream-places.js';

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

describe('the places for streams of a browser', () => {
  const openMany = (count: number): readonly StreamPlaces[] => {
    const pages = new Pages();
    return Array.from({ length: count }, () => new StreamPlaces(() => pages.open()));
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

  it('are for whoever asks where pages cannot speak to each other', async () => {
    expect(await new StreamPlaces(() => undefined).take()).toBe(true);
  });
});
