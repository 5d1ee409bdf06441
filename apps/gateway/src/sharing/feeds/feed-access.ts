import type { Artifact } from '@throughline/contracts';
import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import { Problem } from '../../kit/http/problems/problem.js';
import { assertNotLimited, type RateLimiter } from '../../kit/http/requests/rate-limit.js';
import { hashOf, mayChange, type UserStore } from '../../people/index.js';
import { isOpenAt } from '../share-link.js';
import { findEpisodeFiles, type Episode } from './episode.js';
import { decisionOn, type FeedSets } from './feed-sets.js';
import type { FeedStore } from './feed-store.js';
import { MAX_EPISODES, type PodcastFeed } from './podcast-feed.js';

interface FeedAccessPorts {
  readonly store: FeedStore;
  readonly users: Pick<UserStore, 'accessTo'>;
  readonly sets: FeedSets;
  /** Limits the refused requests of an address. */
  readonly strangers: Pick<RateLimiter, 'take'>;
  /** Limits the fetches of a feed: each one reads its recordings. */
  readonly fetches: Pick<RateLimiter, 'take'>;
  readonly now: () => Date;
  readonly isOn: boolean;
}

export interface OpenedFeed {
  readonly feed: PodcastFeed;
  readonly episodes: readonly Episode[];
}

const JOIN_EVERY_MS = 30_000;
const MAX_JOINED = 10_000;
const CODE = /^[A-Za-z0-9_-]{43}$/;
const EPISODE = /^[0-9A-Z]{26}$/;

/** Opens feeds for podcast apps, which have no account. Every request checks the feed and its recordings as they are now. */
export class FeedAccess {
  /** When the recordings of a feed joined last here. A forgotten feed only joins earlier. */
  readonly #joined = new LRUCache<string, number>(limitEntries(MAX_JOINED));

  constructor(private readonly ports: FeedAccessPorts) {}

  async open(code: string, address: string): Promise<OpenedFeed> {
    const { store, sets } = this.ports;
    const feed = (await this.#find(code)) ?? this.#refuse(address);
    assertNotLimited(this.ports.fetches.take(feed.id));
    if (!feed.asksFirst && this.#isJoinDue(feed)) await this.#join(feed);
    const entries = await store.itemsOf(feed.id, true, MAX_EPISODES);
    const found = await Promise.all(
      entries.map(async (entry) => {
        const item = await sets.find(entry.itemId, feed);
        const files = item && findEpisodeFiles(item, feed);
        return item === undefined || files === undefined ? [] : [{ entry, item, files }];
      }),
    );
    await store.countFetch(feed.id);
    return { feed, episodes: found.flat() };
  }

  /** Returns a file of an episode, or refuses with the answer for an unknown feed. */
  async openFile(code: string, episodeId: string, name: string, address: string): Promise<Artifact> {
    return (await this.findFile(code, episodeId, name)) ?? this.#refuse(address);
  }

  /** Returns a file of an episode as it is now; undefined if the feed opens it no more. */
  async findFile(code: string, episodeId: string, name: string): Promise<Artifact | undefined> {
    const feed = await this.#find(code);
    if (feed === undefined || !EPISODE.test(episodeId)) return undefined;
    const entry = await this.ports.store.findEpisode(feed.id, episodeId);
    const item = entry?.isListed === true ? await this.ports.sets.find(entry.itemId, feed) : undefined;
    const files = item && findEpisodeFiles(item, feed);
    return files && [files.media, ...files.transcripts].find((file) => file.name === name);
  }

  #isJoinDue({ id }: PodcastFeed): boolean {
    const now = this.ports.now().getTime();
    const last = this.#joined.get(id);
    // The clock may have been set back.
    if (last !== undefined && last <= now && now - last < JOIN_EVERY_MS) return false;
    this.#joined.set(id, now);
    return true;
  }

  /** Lists recordings that have become ready since the last time. */
  async #join(feed: PodcastFeed): Promise<void> {
    const { store, sets } = this.ports;
    const items = await sets.newest(feed);
    const decided = await store.decidedAmong(
      feed.id,
      items.map(({ id }) => id),
    );
    const joining = items.filter(({ id }) => !decided.has(id)).map((item) => decisionOn(item, true, undefined));
    await store.join(feed.id, joining);
  }

  async #find(code: string): Promise<PodcastFeed | undefined> {
    const { store, users, now, isOn } = this.ports;
    const feed = CODE.test(code) ? await store.findByHash(hashOf(code)) : undefined;
    if (feed === undefined || !isOn || !isOpenAt(feed, now())) return undefined;
    return mayChange(await users.accessTo(feed.libraryId, feed.madeBy)) ? feed : undefined;
  }

  /** Gives one answer for all reasons. Podcast apps ask for an ended feed again and again, so it is no failed sign-in. */
  #refuse(address: string): never {
    assertNotLimited(this.ports.strangers.take(address));
    throw new Problem('feed-not-valid');
  }
}
