import { randomUUID } from 'node:crypto';
import { until } from '@throughline/stack/testing';
import type { FollowOptions, FollowableKeyValueStore } from '../key-value/follow.js';
import { recordName, type KeyValueStore } from '../key-value/key-value-store.js';

export interface FollowsHarness {
  /** May have permission for `page.*` only. */
  readonly follower: FollowableKeyValueStore;
  /** Another client of the same records. */
  readonly writer: KeyValueStore;
  readonly interruptions?: {
    /** Breaks all connections; resolves when the store is back. */
    readonly restart: () => Promise<void>;
    /** Replaces the store by an empty one, without removal events. */
    readonly empty: () => Promise<void>;
  };
  readonly close: () => Promise<void>;
}

class RecordingFollower implements FollowOptions {
  readonly reports: string[] = [];
  readonly #end = new AbortController();
  caughtUp = 0;
  #following: Promise<void> = Promise.resolve();

  constructor(private readonly mine: string) {}

  follow(records: FollowableKeyValueStore, filter = 'page.*'): this {
    this.#following = records.follow(filter, this);
    return this;
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  onRecord = (name: string, text: string): void => {
    if (name.includes(this.mine)) this.reports.push(`${name.slice(-1)}=${text}`);
  };
  onRemoved = (name: string): void => {
    if (name.includes(this.mine)) this.reports.push(`${name.slice(-1)} removed`);
  };
  onCaughtUp = (): void => {
    this.caughtUp += 1;
  };

  async end(): Promise<void> {
    this.#end.abort();
    await this.#following;
  }
}

export interface FollowsCapabilities {
  /** True if the records are on a server whose connection can break. */
  readonly isRemote: boolean;
}

export function followsContract(name: string, { isRemote }: FollowsCapabilities, open: () => Promise<FollowsHarness>): void {
  describe(`FollowableKeyValueStore contract: ${name}`, () => {
    let harness: FollowsHarness;
    const followers: RecordingFollower[] = [];
    beforeAll(async () => {
      harness = await open();
    });
    afterEach(async () => {
      for (const each of followers.splice(0)) await each.end();
    });
    afterAll(() => harness.close());

    const mine = (): { record: (last: string) => string; heard: RecordingFollower; another: () => RecordingFollower } => {
      const id = randomUUID();
      const another = (): RecordingFollower => {
        const heard = new RecordingFollower(id);
        followers.push(heard);
        return heard;
      };
      return { record: (last) => recordName('page', `${id}-${last}`), heard: another(), another };
    };
    const write = (record: string, text: string): Promise<unknown> => harness.writer.write(record, text, 'anything');
    const expectHeard = async (heard: RecordingFollower, ...expected: string[]): Promise<void> => {
      await until(() => heard.reports.length >= expected.length, { what: `all of ${expected.join(', ')}` });
      expect([...heard.reports].sort()).toEqual([...expected].sort());
    };

    it('reports every record before it reports that it has caught up', async () => {
      const { record, heard } = mine();
      await write(record('a'), 'old');
      await write(record('a'), 'new, ü');
      await write(record('b'), 'one');
      await write(record('c'), 'gone');
      await harness.writer.remove(record('c'));
      heard.follow(harness.follower);
      await until(() => heard.caughtUp === 1, { what: 'the end of what stands' });
      expect([...heard.reports].sort()).toEqual(['a=new, ü', 'b=one']);
    });

    it('reports that it has caught up if there are no records', async () => {
      const { heard } = mine();
      heard.follow(harness.follower, recordName('page', randomUUID()));
      await until(() => heard.caughtUp === 1, { what: 'the end of nothing' });
      expect(heard.reports).toEqual([]);
    });

    it('reports changes in order, and each removal once', async () => {
      const { record, heard } = mine();
      await write(record('a'), '1');
      heard.follow(harness.follower);
      await until(() => heard.caughtUp === 1, { what: 'the end of what stands' });
      await write(record('a'), '2');
      await until(() => heard.reports.includes('a=2'), { what: 'the change' });
      await write(record('b'), '1');
      await until(() => heard.reports.includes('b=1'), { what: 'the new one' });
      await harness.writer.remove(record('a'));
      await harness.writer.remove(record('a'));
      await until(() => heard.reports.includes('a removed'), { what: 'the removal' });
      await write(record('a'), '3');
      await until(() => heard.reports.includes('a=3'), { what: 'the one in its place' });
      expect(heard.reports).toEqual(['a=1', 'a=2', 'b=1', 'a removed', 'a=3']);
      expect(heard.caughtUp).toBe(1);
    });

    it('reports to each follower, and no records whose names do not match', async () => {
      const { record, heard, another } = mine();
      const ofOne = another().follow(harness.follower, record('a'));
      heard.follow(harness.follower);
      await until(() => heard.caughtUp === 1 && ofOne.caughtUp === 1, { what: 'the end of what stands' });
      await write(record('b'), '1');
      await write(record('a'), '1');
      await expectHeard(heard, 'a=1', 'b=1');
      await expectHeard(ofOne, 'a=1');
    });

    it('reports nothing after the abort', async () => {
      const { record, heard } = mine();
      heard.follow(harness.follower);
      await until(() => heard.caughtUp === 1, { what: 'the end of what stands' });
      await heard.end();
      await write(record('a'), '1');
      const later = mine().heard;
      later.follow(harness.follower);
      await until(() => later.caughtUp === 1, { what: 'another who is told' });
      expect(heard.reports).toEqual([]);
    });

    it('ends if the follower aborts in onCaughtUp', async () => {
      const { record } = mine();
      await harness.writer.write(record('a'), 'once', 'absent');
      const end = new AbortController();
      const names: string[] = [];
      await harness.follower.follow('page.*', {
        onRecord: (name) => void names.push(name),
        onRemoved: () => undefined,
        onCaughtUp: () => {
          end.abort();
        },
        signal: end.signal,
      });
      expect(names).toContain(record('a'));
    });

    it('reports nothing after a handler has aborted', async () => {
      const { record } = mine();
      for (const last of ['a', 'b', 'c']) await write(record(last), '1');
      const end = new AbortController();
      const calls: string[] = [];
      const endWith = (what: string): void => {
        calls.push(what);
        end.abort();
      };
      await harness.follower.follow('page.*', {
        onRecord: endWith,
        onRemoved: endWith,
        onCaughtUp: () => {
          endWith('all');
        },
        signal: end.signal,
      });
      expect(calls).toHaveLength(1);
      expect(calls).not.toContain('all');
    });

    it("rejects with a handler's error and keeps other followers", async () => {
      const { record, heard } = mine();
      heard.follow(harness.follower);
      const { signal } = heard;
      const fails = (): never => {
        throw new Error('no room');
      };
      await until(() => heard.caughtUp === 1, { what: 'the end of what stands' });
      const failing = harness.follower.follow('page.*', { ...quiet, onRecord: fails, signal }).catch((error: unknown) => error);
      await write(record('a'), '1');
      expect(await failing).toMatchObject({ message: 'no room' });
      await write(record('b'), '1');
      await expectHeard(heard, 'a=1', 'b=1');
    });

    (isRemote ? it : it.skip)(
      'goes on after an interruption, and tells again what has changed alone',
      async () => {
        const { record, heard } = mine();
        await write(record('a'), '1');
        await write(record('b'), '1');
        heard.follow(harness.follower);
        await until(() => heard.caughtUp === 1, { what: 'the end of what stands' });
        await harness.interruptions?.restart();
        await until(() => write(record('a'), '2').then(() => true), { what: 'the store' });
        await until(() => heard.caughtUp > 1, { what: 'the end of what stands, again' });
        await expectHeard(heard, 'a=1', 'b=1', 'a=2');
      },
      120_000,
    );

    (isRemote ? it : it.skip)(
      'tells as removed what stands there no more, though nobody says that it was removed',
      async () => {
        const { record, heard } = mine();
        await write(record('a'), '1');
        heard.follow(harness.follower);
        await until(() => heard.caughtUp === 1, { what: 'the end of what stands' });
        await harness.interruptions?.empty();
        await expectHeard(heard, 'a=1', 'a removed');
        await write(record('b'), '1');
        await expectHeard(heard, 'a=1', 'a removed', 'b=1');
      },
      120_000,
    );
  });
}

const ignore = (): void => undefined;
const quiet = { onRecord: ignore, onRemoved: ignore, onCaughtUp: ignore } as const;
