import { ChangeFeed } from './change-feed.js';
import { waitUntil } from './wait-until.js';

const change = { assetId: 'a', owner: 'o', revision: '2' };
const long = { assetId: 'a', limitMs: 60_000, signal: new AbortController().signal };

describe('waiting for a change', () => {
  it('does not miss one that comes while it looks', async () => {
    const feed = new ChangeFeed();
    let looks = 0;
    const seen = await waitUntil(
      feed,
      long,
      () => {
        looks += 1;
        if (looks === 1) feed.announce(change);
        return Promise.resolve(looks);
      },
      (count) => count === 2,
    );
    expect(seen).toBe(2);
  });

  it('looks again when nobody can know what was missed', async () => {
    const feed = new ChangeFeed();
    let value = 1;
    const waiting = waitUntil(
      feed,
      long,
      () => Promise.resolve(value),
      (seen) => seen === 2,
    );
    value = 2;
    feed.announceAll();
    expect(await waiting).toBe(2);
  });

  it('is not woken by changes of others, and ends with its client or its time', async () => {
    const feed = new ChangeFeed();
    const gone = new AbortController();
    let looks = 0;
    const waiting = waitUntil(
      feed,
      { ...long, signal: gone.signal },
      () => Promise.resolve((looks += 1)),
      () => false,
    );
    await Promise.resolve();
    feed.announce({ ...change, assetId: 'b' });
    expect(looks).toBe(1);
    gone.abort();
    expect(await waiting).toBe(looks);
    expect(
      await waitUntil(
        feed,
        { ...long, limitMs: 0 },
        () => Promise.resolve('as it is'),
        () => false,
      ),
    ).toBe('as it is');
    expect(feed.waiting).toBe(0);
  });
});
