import { newAssetId } from '@throughline/contracts';
import { comparePosition, parsePosition, parseRevision } from '@throughline/event-store';
import { until } from '@throughline/stack/testing';
import { Subject } from 'rxjs';
import type { Change } from '../adapters/projection/change-feed.js';
import type { ChangedAsset, ChangesQuery } from '../adapters/projection/projected.js';
import type { ItemSnapshot } from '../items/read/item-loader.js';
import type { RecordingItem } from '../items/read/item-view.js';
import { Broadcast, type BroadcastPorts } from './broadcast.js';
import { LiveItems } from './live-items.js';
import type { Subscriber } from './subscriber.js';
import { Tail } from './tail.js';

const OWNER = 'me';
const NOW = '2026-01-01T00:00:00.000Z';

describe('the broadcast to all streams', () => {
  const [good, unreadable, undrawable, absent, moved] = Array.from({ length: 5 }, () => newAssetId()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  let problems: unknown[];
  let sent: string[];
  let position: number;
  let rows: ChangedAsset[];
  let changes: Subject<Change | undefined>;
  let broadcast: Broadcast;
  let isGone: boolean;
  let looks: Map<string, number>;

  const shownOf = (id: string): ItemSnapshot =>
    ({
      id,
      asset: id === moved ? { owner: 'team', movedFrom: { library: OWNER, at: NOW } } : { owner: OWNER },
      revision: parseRevision(String(position)),
    }) as unknown as ItemSnapshot;
  const view: BroadcastPorts['view'] = {
    prepare: () => Promise.resolve(),
    render: ({ id }) => {
      if (id === undrawable) throw new Error('cannot be drawn');
      return { id, run: { active: true }, processing_stages: [], outputs: [] } as unknown as RecordingItem;
    },
  };
  const subscriber: Subscriber = {
    ownerId: OWNER,
    assetId: undefined,
    scope: 'mine',
    get isGone() {
      return isGone;
    },
    begin: (events) => sent.push(events.whole(false)),
    send: (_, event) => sent.push(String(event.frame(false))),
    end: () => undefined,
  };
  const change = (assetId: string): void => {
    const after = parsePosition(String(position));
    position += 1;
    rows.push({ id: assetId, position: parsePosition(String(position)), isAlways: false });
    changes.next({
      assetId,
      owner: OWNER,
      revision: String(position),
      span: { after, upTo: parsePosition(String(position)) },
    });
  };
  const looksAt = (id: string): number => looks.get(id) ?? 0;
  const isTold = (id: string): boolean => sent.some((text) => text.startsWith('event: change') && text.includes(id));

  beforeEach(() => {
    [problems, sent, rows, position, isGone] = [[], [], [], 1, false];
    changes = new Subject();
    looks = new Map();
    const projected = {
      place: () => Promise.resolve({ era: 'e', positions: [parsePosition(String(position))] }),
      changedAfter: ({ after }: ChangesQuery) => Promise.resolve(rows.filter((row) => comparePosition(row.position, after) > 0)),
    };
    broadcast = new Broadcast({
      tail: new Tail(projected, 1),
      beginnings: {
        read: (_, { reset }) =>
          Promise.resolve({
            kind: 'snapshot',
            reset,
            page: { recordings: [good, undrawable].map(shownOf), nextCursor: undefined, total: 2 },
          }),
      },
      loader: {
        fromRow: (id) => {
          looks.set(id, looksAt(id) + 1);
          if (id === unreadable) return Promise.reject(new Error('cannot be read'));
          return Promise.resolve(id === absent ? undefined : shownOf(id));
        },
        fromLog: () => Promise.resolve(undefined),
      },
      view,
      live: new LiveItems(view),
      changes,
      onProblem: (error) => problems.push(error),
    });
  });
  afterEach(async () => {
    isGone = true;
    broadcast.close(subscriber);
    await broadcast.idle();
  });

  it('begins with the items that can be rendered if one cannot', async () => {
    await broadcast.open(subscriber, {});
    expect(sent[0]).toContain(good);
    expect(sent[0]).not.toContain(undrawable);
    expect(problems).toHaveLength(1);
  });

  it.each([
    ['drawn', undrawable],
    ['read', unreadable],
  ])('continues with the other items if one cannot be %s', async (_, bad) => {
    await broadcast.open(subscriber, {});
    problems = [];
    change(bad);
    change(good);
    await until(() => isTold(good), { what: 'the change of the good one' });
    expect(isTold(bad)).toBe(false);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('looks up a moving item until its owner is found, however often that fails', async () => {
    await broadcast.open(subscriber, {});
    for (const look of [1, 2, 3, 4]) {
      broadcast.tellMoved([unreadable, absent]);
      await until(() => looksAt(unreadable) === look, { what: `look ${String(look)}` });
    }
    expect(looksAt(absent)).toBeLessThan(4);
  });

  it('starts again once, without the item, when an item has left the library', async () => {
    await broadcast.open(subscriber, {});
    const resets = (): readonly string[] => sent.filter((body) => body.includes('event: reset'));
    change(moved);
    await until(() => resets().length > 0, { what: 'the new start' });
    change(moved);
    change(good);
    await until(() => isTold(good), { what: 'the change of the good one' });
    expect(resets()).toHaveLength(1);
    expect(resets()[0]).toContain('{"reason":"item-moved"}');
    expect(sent.join('')).not.toContain(moved);
  });
});
