import { isValid, ulid } from 'ulid';
import { changesOf, type AdministrationLog, type ChangeRecord } from '../../people/administration-log/index.js';
import type { Principal } from '../../kit/http/access.js';
import { notFound, Problem } from '../../kit/http/problems/problem.js';
import { hashOf, mayChange, newSecret, type UserNames, type UserStore } from '../../people/index.js';
import { isOpenAt, stateOf, type ShareLinkState } from '../share-link.js';
import { decisionOn, type FeedSets } from './feed-sets.js';
import type { FeedChange, FeedStore } from './feed-store.js';
import { MAX_FEEDS, MAX_LISTED, type FeedSettings, type PodcastFeed } from './podcast-feed.js';

interface PodcastFeedsPorts {
  readonly store: FeedStore;
  readonly users: Pick<UserStore, 'accessTo'>;
  readonly names: Pick<UserNames, 'learn' | 'known'>;
  readonly sets: FeedSets;
  readonly log: AdministrationLog;
  readonly now: () => Date;
  /** False if the operator has switched sharing off. */
  readonly isOn: boolean;
}

/** A feed with its state at this moment, and the names of users. */
export type ListedFeed = PodcastFeed & {
  readonly state: ShareLinkState;
  readonly madeByName: string | undefined;
  readonly revokedByName: string | undefined;
};

/** A feed with the code in its address, which is returned only when it is made. */
interface FeedWithCode {
  readonly feed: ListedFeed;
  readonly code: string;
}

/** Title, description and tag are what a person wrote, so no entry has them. */
const recordOf = (
  kind: ChangeRecord['kind'],
  feed: PodcastFeed,
  changes: NonNullable<ChangeRecord['changes']> = {},
): ChangeRecord => ({
  kind,
  subject: { type: 'podcast_feed', id: feed.id },
  libraryId: feed.libraryId,
  changes,
});

const settingsOf = ({ title, description, language, media, asksFirst, expiresAt }: FeedSettings): FeedSettings => ({
  ...{ title, description, language, media, asksFirst, expiresAt },
});

function recordOfChange({ before, after }: FeedChange): ChangeRecord | false {
  const shownOf = ({ asksFirst, expiresAt, ...others }: FeedSettings): object => ({
    ...others,
    ask_first: asksFirst,
    expires_at: expiresAt,
  });
  const changes = changesOf(shownOf(settingsOf(before)), shownOf(settingsOf(after)), ['language', 'media', 'expires_at']);
  return Object.keys(changes).length > 0 && recordOf('podcast_feed.changed', after, changes);
}

/** The podcast feeds of a library, for people who may change the library. */
export class PodcastFeeds {
  constructor(private readonly ports: PodcastFeedsPorts) {}

  /** Makes a feed of the recordings that are ready now. */
  async add(by: Principal, tag: string | undefined, settings: FeedSettings): Promise<FeedWithCode> {
    const { store, sets, log, isOn } = this.ports;
    if (!isOn) throw new Problem('sharing-off');
    const code = newSecret();
    const feed = { id: ulid(), hash: hashOf(code), libraryId: by.ownerId, tag, madeBy: by.userId, ...settings };
    const items = (await sets.newest(feed)).map((item) => decisionOn(item, true, by.userId));
    const added = await log.change(
      () => store.add(feed, items, MAX_FEEDS),
      (one) => typeof one === 'object' && recordOf('podcast_feed.created', one),
    );
    if (added === 'too-many') throw new Problem('too-many-feeds');
    return { feed: await this.#shown(added), code };
  }

  async list({ ownerId: libraryId }: Principal): Promise<readonly ListedFeed[]> {
    return this.#listed(await this.ports.store.list(libraryId, MAX_LISTED));
  }

  async read(by: Principal, id: string): Promise<ListedFeed> {
    return this.#shown(await this.require(by, id));
  }

  async change(by: Principal, id: string, change: Partial<FeedSettings>): Promise<ListedFeed> {
    const feed = await this.require(by, id);
    const changed = await this.ports.log.change(
      () => this.ports.store.change(feed, change, MAX_FEEDS),
      (done) => typeof done === 'object' && recordOfChange(done),
    );
    if (changed === 'too-many') throw new Problem('too-many-feeds');
    return this.#shown((changed ?? ended()).after);
  }

  /** Gives a feed another address. The earlier one opens nothing from the next request on. */
  async renew(by: Principal, id: string): Promise<FeedWithCode> {
    const feed = await this.requireOpen(by, id);
    if (!this.ports.isOn) throw new Problem('sharing-off');
    const code = newSecret();
    const renewed = await this.ports.log.change(
      () => this.ports.store.renew(feed, hashOf(code)),
      (after) => after !== undefined && recordOf('podcast_feed.address_renewed', after),
    );
    return { feed: await this.#shown(renewed ?? ended()), code };
  }

  async revoke({ ownerId: libraryId, userId: by }: Principal, id: string): Promise<void> {
    if (!isValid(id)) throw notFound();
    const revocation = await this.ports.log.change(
      () => this.ports.store.revoke({ libraryId, id, by }),
      (done) => typeof done === 'object' && recordOf('podcast_feed.revoked', done),
    );
    if (revocation === 'absent') throw notFound();
  }

  async require({ ownerId: libraryId }: Principal, id: string): Promise<PodcastFeed> {
    const feed = isValid(id) ? await this.ports.store.find(id) : undefined;
    if (feed?.libraryId !== libraryId) throw notFound();
    return feed;
  }

  async requireOpen(by: Principal, id: string): Promise<PodcastFeed> {
    const feed = await this.require(by, id);
    return isOpenAt(feed, this.ports.now()) ? feed : ended();
  }

  async #shown(feed: PodcastFeed): Promise<ListedFeed> {
    return (await this.#listed([feed]))[0] as ListedFeed;
  }

  async #listed(feeds: readonly PodcastFeed[]): Promise<readonly ListedFeed[]> {
    const { names, users, now, isOn } = this.ports;
    await names.learn(feeds.flatMap(({ madeBy, revokedBy }) => [madeBy, ...(revokedBy === undefined ? [] : [revokedBy])]));
    const allowed = new Map<string, boolean>();
    for (const { libraryId, madeBy } of feeds)
      if (!allowed.has(madeBy)) allowed.set(madeBy, mayChange(await users.accessTo(libraryId, madeBy)));
    return feeds.map((feed) => ({
      ...feed,
      state: stateOf(feed, { now: now(), isOn, isMakerAllowed: allowed.get(feed.madeBy) === true }),
      madeByName: names.known(feed.madeBy),
      revokedByName: feed.revokedBy === undefined ? undefined : names.known(feed.revokedBy),
    }));
  }
}

const ended = (): never => {
  throw new Problem('feed-ended');
};
