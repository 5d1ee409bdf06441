import { eventSubject, newAssetId } from '@throughline/contracts';
import type { StoredCommit } from '../event-store.js';
import { NO_REVISION, positionOf, revisionOf } from '../order/order.js';
import { commitOf, started } from '../testing/commits.js';
import type { FeedOptions } from './ordered-feed.js';
import { SharedWatch } from './shared-watch.js';

const recorded = (assetId: string, sequence: number): StoredCommit => ({
  assetId,
  commit: commitOf(started()),
  position: positionOf(sequence),
  revision: revisionOf(sequence),
  storedAt: '2026-01-01T00:00:00.000Z',
  expected: undefined,
});

/** A log whose feed delivers when a test says so. */
class Log {
  readonly commits: StoredCommit[] = [];
  readonly feeds: Omit<FeedOptions, 'stream'>[] = [];
  reads = 0;
  isClosed = false;
  failFeed: (error: Error) => void = () => undefined;
  readonly watch = new SharedWatch({
    incarnation: () => {
      if (this.isClosed) return Promise.reject(new Error('the connection is closed'));
      return Promise.resolve({ id: 'log', first: positionOf(1), last: positionOf(this.commits.length), now: '' });
    },
    feed: (options) => {
      this.feeds.push(options);
      options.onOpen?.();
      return new Promise((resolve, reject) => {
        this.failFeed = reject;
        options.signal.addEventListener('abort', () => {
          resolve();
        });
      });
    },
    messages: (assetId, after) => {
      this.reads += 1;
      return Promise.resolve(this.commits.filter((each) => each.assetId === assetId && Number(each.revision) > Number(after)));
    },
    decode: (messages) => Promise.resolve(messages.flatMap(({ sequence }) => this.commits.slice(sequence - 1, sequence))),
    isClosed: () => this.isClosed,
    onInterrupted: () => undefined,
  });

  store(assetId: string): StoredCommit {
    const commit = recorded(assetId, this.commits.length + 1);
    this.commits.push(commit);
    return commit;
  }

  async deliver(...commits: readonly StoredCommit[]): Promise<void> {
    const messages = commits.map(({ assetId, revision }) => ({
      subject: eventSubject(assetId, 4),
      sequence: Number(revision),
      headers: undefined,
      bytes: new Uint8Array(),
      storedAt: '',
    }));
    await this.feeds.at(-1)?.onMessages(messages);
  }
}

describe('a watch of the log that all watchers share', () => {
  const [assetId, otherId] = [newAssetId(), newAssetId()];
  let log: Log;
  let stopping: AbortController;
  let seen: string[];
  const onCommit = ({ revision }: StoredCommit): void => void seen.push(revision);
  beforeEach(() => {
    jest.useFakeTimers();
    log = new Log();
    stopping = new AbortController();
    seen = [];
  });
  afterEach(() => {
    stopping.abort();
    jest.useRealTimers();
  });

  it('has one feed, and tells each watcher of its own asset', async () => {
    await log.watch.watch(assetId, onCommit, stopping.signal, NO_REVISION);
    const others: string[] = [];
    await log.watch.watch(otherId, ({ revision }) => others.push(revision), stopping.signal, NO_REVISION);
    await log.deliver(log.store(assetId), log.store(otherId), log.store(assetId));
    expect(log.feeds).toHaveLength(1);
    expect({ seen, others }).toEqual({ seen: ['1', '3'], others: ['2'] });
  });

  it('reads what it delivered before a watcher came, and nothing if there was nothing', async () => {
    const first = log.store(assetId);
    await log.watch.watch(assetId, onCommit, stopping.signal, first.revision);
    const second = log.store(assetId);
    await log.deliver(second);
    expect(log.reads).toBe(0);
    const late: string[] = [];
    await log.watch.watch(assetId, ({ revision }) => late.push(revision), stopping.signal, first.revision);
    await log.watch.watch(assetId, () => late.push('nothing new'), stopping.signal, second.revision);
    expect({ seen, late, reads: log.reads }).toEqual({ seen: ['2'], late: ['2'], reads: 1 });
  });

  it('reads the commits that are older than its feed', async () => {
    for (let count = 0; count < 3; count += 1) log.store(assetId);
    await log.watch.watch(assetId, onCommit, stopping.signal, revisionOf(1));
    expect(seen).toEqual(['2', '3']);
  });

  it('tells of commits in their order while earlier ones are read', async () => {
    for (let count = 0; count < 2; count += 1) log.store(assetId);
    const watching = log.watch.watch(assetId, onCommit, stopping.signal, NO_REVISION);
    while (log.reads === 0) await Promise.resolve();
    await log.deliver(log.store(assetId));
    await watching;
    expect(seen).toEqual(['1', '2', '3']);
  });

  it('closes its feed when nobody has watched for a while, and opens it again', async () => {
    await log.watch.watch(assetId, onCommit, stopping.signal, NO_REVISION);
    stopping.abort();
    await jest.advanceTimersByTimeAsync(9_000);
    const [first] = log.feeds;
    expect(first?.signal.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(first?.signal.aborted).toBe(true);
    stopping = new AbortController();
    await log.watch.watch(assetId, onCommit, stopping.signal, NO_REVISION);
    await log.deliver(log.store(assetId));
    expect(log.feeds).toHaveLength(2);
    expect(seen).toEqual(['1']);
  });

  it.each([
    ['cannot go on', 'unavailable', ['1', '2', '3']],
    ['finds an older copy of the log', 'restored', ['1', '1', '2', '3']],
  ])('tells what was stored before it listens again, if its feed %s', async (_, kind, all) => {
    await log.watch.watch(assetId, onCommit, stopping.signal, NO_REVISION);
    await log.deliver(log.store(assetId));
    log.failFeed(Object.assign(new Error('the feed has failed'), { kind }));
    await jest.advanceTimersByTimeAsync(200);
    log.store(assetId);
    expect(seen).toEqual(['1']);
    await jest.advanceTimersByTimeAsync(100);
    await log.deliver(log.store(assetId));
    expect(log.feeds).toHaveLength(2);
    expect(seen).toEqual(all);
  });

  it('refuses to watch over a closed connection', async () => {
    log.isClosed = true;
    await expect(log.watch.watch(assetId, onCommit, stopping.signal, NO_REVISION)).rejects.toThrow('the connection is closed');
  });
});
