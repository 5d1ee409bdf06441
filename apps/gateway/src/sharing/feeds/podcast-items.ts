import { listStateOf } from '@throughline/domain';
import type { AdministrationLog } from '../../people/administration-log/index.js';
import type { Principal } from '../../kit/http/access.js';
import { invalid } from '../../kit/http/problems/problem.js';
import type { ItemSnapshot } from '../../items/index.js';
import type { UserNames } from '../../people/index.js';
import { decisionOn, type FeedSets } from './feed-sets.js';
import type { FeedStore } from './feed-store.js';
import { MAX_EPISODES, type Decision, type FeedItem, type FeedItemState, type PodcastFeed } from './podcast-feed.js';
import type { PodcastFeeds } from './podcast-feeds.js';

interface PodcastItemsPorts {
  readonly feeds: Pick<PodcastFeeds, 'require' | 'requireOpen'>;
  readonly store: FeedStore;
  readonly sets: FeedSets;
  readonly names: Pick<UserNames, 'learn' | 'known'>;
  readonly log: AdministrationLog;
}

export interface ShownItem {
  readonly item: ItemSnapshot;
  /** Undefined while it waits. */
  readonly entry: FeedItem | undefined;
  readonly decidedByName: string | undefined;
}

/** Before its run has finished, a recording may have only the files that trimming shortens. */
function refusalOf(item: ItemSnapshot | undefined, isListed: boolean): string | undefined {
  if (item === undefined) return 'is no recording of the set of this feed';
  if (!isListed || listStateOf(item.asset) === 'ready') return undefined;
  return 'is not ready: approve it when its run has finished';
}

/** The recordings of a feed, and the decisions about them. */
export class PodcastItems {
  constructor(private readonly ports: PodcastItemsPorts) {}

  async list(by: Principal, id: string, state: FeedItemState): Promise<readonly ShownItem[]> {
    const feed = await this.ports.feeds.require(by, id);
    if (state === 'waiting') return this.#waiting(feed);
    const { store, sets, names } = this.ports;
    const entries = await store.itemsOf(feed.id, state === 'listed', MAX_EPISODES);
    await names.learn(entries.flatMap(({ decidedBy }) => (decidedBy === undefined ? [] : [decidedBy])));
    const found = await Promise.all(entries.map(async (entry) => ({ entry, item: await sets.find(entry.itemId, feed) })));
    return found.flatMap(({ entry, item }) =>
      item === undefined
        ? []
        : [{ item, entry, decidedByName: entry.decidedBy === undefined ? undefined : names.known(entry.decidedBy) }],
    );
  }

  /** Lists recordings, or leaves them out. All or none. */
  async decide(by: Principal, id: string, itemIds: readonly string[], decision: Decision): Promise<void> {
    const { feeds, store, sets, log } = this.ports;
    const feed = await feeds.requireOpen(by, id);
    const isListed = decision === 'approve';
    const items = await Promise.all(itemIds.map((itemId) => sets.findNewest(itemId, feed)));
    const refused = items.flatMap((item, index) => {
      const message = refusalOf(item, isListed);
      return message === undefined ? [] : [{ pointer: `/item_ids/${String(index)}`, message }];
    });
    if (refused.length > 0) throw invalid(refused);
    const decisions = items.flatMap((item) => (item === undefined ? [] : [decisionOn(item, isListed, by.userId)]));
    await log.change(
      () => store.decide(feed.id, decisions),
      () => ({
        kind: isListed ? 'podcast_feed.items_approved' : 'podcast_feed.items_left_out',
        subject: { type: 'podcast_feed', id: feed.id },
        libraryId: feed.libraryId,
        changes: { items: { from: null, to: decisions.length } },
      }),
    );
  }

  async #waiting(feed: PodcastFeed): Promise<readonly ShownItem[]> {
    const items = await this.ports.sets.newest(feed);
    const decided = await this.ports.store.decidedAmong(
      feed.id,
      items.map(({ id }) => id),
    );
    return items.filter(({ id }) => !decided.has(id)).map((item) => ({ item, entry: undefined, decidedByName: undefined }));
  }
}
