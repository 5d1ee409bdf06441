import { Subject } from 'rxjs';
import type { Change } from './change-feed.js';
import { waitUntil } from './wait-until.js';

const change = { assetId: 'a', owner: 'o', revision: '2' };
const long = { assetId: 'a', limitMs: 60_000, signal: new AbortController().signal };

describe('waitUntil', () => {
  it('does not miss a change that comes during a read', async () => {
    const feed = new Subject<Change | undefined>();
    let looks = 0;
    const seen = await waitUntil(
      feed,
      long,
      () => {
        looks += 1;
        if (looks === 1) feed.next(change);
        return Promise.resolve(looks);
      },
      (count) => count === 2,
    );
    expect(seen).toBe(2);
  });

  it('reads again when changes may have been missed', async () => {
    const feed = new Subject<Change | undefined>();
    let value = 1;
    const waiting = waitUntil(
      feed,
      long,
      () => Promise.resolve(value),
      (seen) => seen === 2,
    );
    value = 2;
    feed.next(undefined);
    expect(await waiting).toBe(2);
  });

  it('ignores changes of other assets, and ends with the client or at the time limit', async () => {
    const feed = new Subject<Change | undefined>();
    const gone = new AbortController();
    let looks = 0;
    const waiting = waitUntil(
      feed,
      { ...long, signal: gone.signal },
      () => Promise.resolve((looks += 1)),
      () => false,
    );
    await Promise.resolve();
    feed.next({ ...change, assetId: 'b' });
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
    expect(feed.observed).toBe(false);
  });
});
