import { Module, type FactoryProvider } from '@nestjs/common';
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
import { TranscriptsModule } from '../../kinds/transcripts/transcripts.module.js';
import { EmbedController } from '../embeds/embed.controller.js';
import { EmbedsController } from '../embeds/embeds.controller.js';
import { ErasedShares } from '../erased-shares.js';
import { STRANGERS } from '../strangers.js';
import { FeedController } from '../feeds/feed.controller.js';
import { PodcastFeedsController } from '../feeds/podcast-feeds.controller.js';
import { PublishedItems } from './published-items.js';
import { ENDED_KEEP_DAYS, type SetKind } from './published-set.js';
import { PUBLISHED_SET_STORE } from './published-set-store.js';
import { PublishedSets } from './published-sets.js';
import { SetAccess } from './set-access.js';
import { SetRecordings } from './set-recordings.js';
import { EMBEDS, PODCAST_FEEDS, type SetServices } from './set-services.js';

const SWEEP_MS = 10 * 60_000;

const ERASED_RECORDINGS: Token<ErasedShares> = Symbol('ErasedShares of published sets');
const VISITORS: Token<RateLimiter> = Symbol('RateLimiter of visitors of sets');

const servicesOf = (token: Token<SetServices>, kind: SetKind, limit: 'perFeed' | 'perEmbed'): FactoryProvider<SetServices> =>
  provide(
    token,
    {
      store: PUBLISHED_SET_STORE,
      users: USER_STORE,
      names: UserNames,
      recordings: SetRecordings,
      log: AdministrationLog,
      strangers: STRANGERS,
      visitors: VISITORS,
      now: NOW,
      settings: SETTINGS,
    },
    ({ settings, ...others }) => {
      const ports = { ...others, kind, isOn: settings.shareLinks !== false };
      const sets = new PublishedSets(ports);
      const fetches = new RateLimiter(settings[limit], () => performance.now());
      return { sets, items: new PublishedItems({ ...ports, sets }), access: new SetAccess({ ...ports, fetches }) };
    },
  );

/** Sets of recordings for people without an account: podcast feeds and embeds. */
@Module({
  imports: [AdministrationLogModule, HttpModule, PeopleModule, RecordingsModule, DocumentsModule, TranscriptsModule],
  controllers: [PodcastFeedsController, FeedController, EmbedsController, EmbedController],
  providers: [
    provide(SetRecordings, { recordings: RECORDINGS }, ({ recordings }) => new SetRecordings(recordings.queries)),
    provide(STRANGERS, { settings: SETTINGS }, ({ settings }) => new RateLimiter(settings.perStranger, () => performance.now())),
    provide(VISITORS, { settings: SETTINGS }, ({ settings }) => new RateLimiter(settings.perVisitor, () => performance.now())),
    servicesOf(PODCAST_FEEDS, 'feed', 'perFeed'),
    servicesOf(EMBEDS, 'embed', 'perEmbed'),
    provide(
      ERASED_RECORDINGS,
      { store: PUBLISHED_SET_STORE, recordings: RECORDINGS, documents: DOCUMENTS, background: Background },
      ({ store, recordings, documents, background }) => {
        const shares = new ErasedShares(store, { recording: recordings.queries, document: documents.queries });
        background.sweep(SWEEP_MS, 'erased recordings removed from feeds and embeds', (signal) => shares.sweep(signal));
        background.every(SWEEP_MS, 'remove ended feeds and embeds', () => store.removeEnded(ENDED_KEEP_DAYS));
        return shares;
      },
    ),
  ],
  exports: [STRANGERS],
})
export class PublishedSetsModule {}
