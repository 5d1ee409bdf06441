import { GATHER_MS, newAssetId } from '@throughline/contracts';
import { NO_REVISION, START } from '@throughline/event-store';
import { MemoryEventStore, commitOf, started } from '@throughline/event-store/testing';
import { ManualClock } from '@throughline/messaging/testing';
import { Subject } from 'rxjs';
import { ClientPositions } from './client-positions.js';
import type { Change } from './change-feed.js';
import { BRIEFLY_MS, RowFreshness } from './fresh-rows.js';

describe('a read that waits for the rows', () => {
  it('waits long enough for the commits that the projector gathers, so that an import beside it costs no reads of the log', () => {
    expect(BRIEFLY_MS).toBeGreaterThanOrEqual(2 * GATHER_MS);
  });
});

describe('the time since which rows may be stale', () => {
  const open = () => {
    const clock = new ManualClock();
    const history = new MemoryEventStore();
    const positions = Array.from({ length: history.partitions }, () => START);
    const place = () => Promise.resolve({ era: 'one', positions: [...positions] });
    const changes = new Subject<Change | undefined>();
    const ports = { projected: { place }, history, changes, shown: new ClientPositions(), clock };
    const fresh = new RowFreshness(ports);
    const show = async (): Promise<void> => {
      positions.fill((await history.incarnation()).last);
    };
    /** Returns the time of the new commit. */
    const append = async (): Promise<string | undefined> => {
      const assetId = newAssetId();
      await history.append(assetId, commitOf(started()), NO_REVISION);
      return (await history.load(assetId)).commits[0]?.storedAt;
    };
    return { clock, history, fresh, show, append };
  };
  const silence = (history: MemoryEventStore): void => {
    history.incarnation = () => new Promise(() => undefined);
  };

  it('is not told while the rows show every commit of the log', async () => {
    const { clock, fresh, append, show } = open();
    for (let round = 0; round < 3; round += 1) {
      await append();
      await show();
      await fresh.check();
      await clock.advance(4_000);
      expect(fresh.staleSince()).toBeUndefined();
    }
  });

  it('is the last comparison if the log does not answer any more', async () => {
    const { clock, history, fresh, append, show } = open();
    await append();
    await show();
    await fresh.check();
    const compared = new Date(clock.now()).toISOString();
    await clock.advance(4_000);
    expect(fresh.staleSince()).toBeUndefined();
    silence(history);
    await fresh.check();
    expect(fresh.staleSince()).toBe(compared);
  });

  it('is the last comparison if no later one has ended', async () => {
    const { clock, history, fresh, append, show } = open();
    await append();
    await show();
    await fresh.check();
    const compared = new Date(clock.now()).toISOString();
    history.incarnation = () => Promise.reject(new Error('the database is away'));
    await clock.advance(5_000);
    await expect(fresh.check()).rejects.toThrow('the database is away');
    expect(fresh.staleSince()).toBeUndefined();
    await clock.advance(1);
    expect(fresh.staleSince()).toBe(compared);
  });

  it('comes with the usual short limit for every question until the log answers again', async () => {
    const { history, fresh } = open();
    const incarnation = history.incarnation.bind(history);
    silence(history);
    await fresh.check();
    const never = () => new Promise<object>(() => undefined);
    // With its own limit, this question would outlast the test.
    expect(await fresh.askLog(never, 600_000)).toBeUndefined();
    history.incarnation = incarnation;
    await fresh.check();
    let answer: (found: object) => void = () => undefined;
    const long = fresh.askLog(() => new Promise<object>((resolve) => (answer = resolve)), 600_000);
    expect(await fresh.askLog(never)).toBeUndefined();
    answer({ answered: true });
    expect(await long).toEqual({ answered: true });
  });

  it('is the time of the first commit that the rows lack, and ends when they have it', async () => {
    const { history, fresh, append, show } = open();
    await append();
    await show();
    const first = await append();
    await append();
    const incarnation = history.incarnation.bind(history);
    history.incarnation = async () => ({ ...(await incarnation()), now: new Date(Date.now() + 6_000).toISOString() });
    await fresh.check();
    expect(fresh.staleSince()).toBe(first);
    await show();
    await fresh.check();
    expect(fresh.staleSince()).toBeUndefined();
  });
});
