import { Module } from '@nestjs/common';
import { AdministrationLog } from '../../people/administration-log/index.js';
import { AdministrationLogModule } from '../../people/administration-log/administration-log.module.js';
import { Background } from '../../kit/background.js';
import { NOW, SETTINGS } from '../../gateway-context.js';
import { HttpModule } from '../../kit/http/http.module.js';
import { RateLimiter } from '../../kit/http/requests/rate-limit.js';
import { DocumentsModule } from '../../kinds/documents/documents.module.js';
import { DOCUMENTS, RECORDINGS } from '../../items/index.js';
import { UserNames, USER_STORE } from '../../people/index.js';
import { PeopleModule } from '../../people/people.module.js';
import { provide, type Token } from '../../kit/provide.js';
import { RecordingsModule } from '../../kinds/recordings/recordings.module.js';
import { ErasedShares } from '../erased-shares.js';
import { FeedAccess } from './feed-access.js';
import { FeedController } from './feed.controller.js';
import { FeedSets } from './feed-sets.js';
import { FEED_STORE } from './feed-store.js';
import { ENDED_KEEP_DAYS } from './podcast-feed.js';
import { PodcastFeedsController } from './podcast-feeds.controller.js';
import { PodcastFeeds } from './podcast-feeds.js';
import { PodcastItems } from './podcast-items.js';

const SWEEP_MS = 10 * 60_000;

const ERASED_EPISODES: Token<ErasedShares> = Symbol('ErasedShares of podcast feeds');
const STRANGERS: Token<RateLimiter> = Symbol('RateLimiter of refused feeds');
const FETCHES: Token<RateLimiter> = Symbol('RateLimiter of fetches of feeds');

/** Podcast feeds of recordings. */
@Module({
  imports: [AdministrationLogModule, HttpModule, PeopleModule, RecordingsModule, DocumentsModule],
  controllers: [PodcastFeedsController, FeedController],
  providers: [
    provide(FeedSets, { recordings: RECORDINGS }, ({ recordings }) => new FeedSets(recordings.queries)),
    provide(STRANGERS, { settings: SETTINGS }, ({ settings }) => new RateLimiter(settings.perStranger, () => performance.now())),
    provide(FETCHES, { settings: SETTINGS }, ({ settings }) => new RateLimiter(settings.perFeed, () => performance.now())),
    provide(
      PodcastFeeds,
      {
        store: FEED_STORE,
        users: USER_STORE,
        names: UserNames,
        sets: FeedSets,
        log: AdministrationLog,
        now: NOW,
        settings: SETTINGS,
      },
      ({ settings, ...ports }) => new PodcastFeeds({ ...ports, isOn: settings.shareLinks !== false }),
    ),
    provide(PodcastItems, {
      feeds: PodcastFeeds,
      store: FEED_STORE,
      sets: FeedSets,
      names: UserNames,
      log: AdministrationLog,
    }),
    provide(
      FeedAccess,
      {
        store: FEED_STORE,
        users: USER_STORE,
        sets: FeedSets,
        strangers: STRANGERS,
        fetches: FETCHES,
        now: NOW,
        settings: SETTINGS,
      },
      ({ settings, ...ports }) => new FeedAccess({ ...ports, isOn: settings.shareLinks !== false }),
    ),
    provide(
      ERASED_EPISODES,
      { store: FEED_STORE, recordings: RECORDINGS, documents: DOCUMENTS, background: Background },
      ({ store, recordings, documents, background }) => {
        const shares = new ErasedShares(store, { recording: recordings.queries, document: documents.queries });
        background.sweep(SWEEP_MS, 'episodes of erased recordings removed', (signal) => shares.sweep(signal));
        background.every(SWEEP_MS, 'remove ended podcast feeds', () => store.removeEnded(ENDED_KEEP_DAYS));
        return shares;
      },
    ),
  ],
})
export class PodcastFeedsModule {}
