import { AdministrationLog } from '../people/administration-log/index.js';
import { AdministrationLogModule } from '../people/administration-log/administration-log.module.js';
import { Module } from '@nestjs/common';
import { AssetCommands } from '@throughline/engine';
import { Metrics } from '@throughline/service-kit';
import { Background } from '../kit/background.js';
import { CREDENTIAL_STORE } from '../credentials/index.js';
import { FAILPOINT, NOW, ON_PROBLEM, SETTINGS } from '../gateway-context.js';
import { HttpModule } from '../kit/http/http.module.js';
import { RateLimiter } from '../kit/http/requests/rate-limit.js';
import { RunRequests } from '../items/index.js';
import { ItemsModule } from '../items/items.module.js';
import { LIBRARY_STORE } from '../people/index.js';
import { ClientPositions } from '../adapters/projection/index.js';
import { provide } from '../kit/provide.js';
import { Quotas } from '../people/quotas/index.js';
import { References } from '../kit/references/index.js';
import { ReferencesModule } from '../kit/references/references.module.js';
import { TEMPLATE_STORE } from '../templates/index.js';
import { SOURCE_SERVICE } from './source-service.js';
import { SOURCE_STORE } from './source-store.js';
import { SourcesOfCredentials, SourcesOfTemplates } from './references.js';
import { SourcesController, SourceTypesController } from './sources.controller.js';
import { Sources } from './sources.js';
import { ItemRegistrar } from './syncs/register-item.js';
import { SourceSyncs } from './syncs/source-syncs.js';
import { SYNC_STORE } from './syncs/sync-store.js';
import { ZOOM_GUESSES, ZoomEventsController } from './zoom-events/zoom-events.controller.js';
import { ZoomEvents } from './zoom-events/zoom-events.js';

/** Sources that are due are looked for this often. */
const DUE_MS = 5_000;

/** The places that are looked through for new recordings and documents. */
@Module({
  imports: [AdministrationLogModule, HttpModule, ItemsModule, ReferencesModule],
  controllers: [SourcesController, SourceTypesController, ZoomEventsController],
  providers: [
    provide(ItemRegistrar, {
      commands: AssetCommands,
      runs: RunRequests,
      libraries: LIBRARY_STORE,
      templates: TEMPLATE_STORE,
      quotas: Quotas,
      shown: ClientPositions,
      now: NOW,
    }),
    provide(
      SourceSyncs,
      {
        store: SYNC_STORE,
        service: SOURCE_SERVICE,
        registrar: ItemRegistrar,
        libraries: LIBRARY_STORE,
        failpoint: FAILPOINT,
        now: NOW,
        onProblem: ON_PROBLEM,
        background: Background,
      },
      ({ background, ...ports }) => {
        const syncs = new SourceSyncs(ports);
        background.every(DUE_MS, 'sync the sources that are due', () => syncs.syncDue());
        return syncs;
      },
    ),
    provide(
      ZoomEvents,
      { store: SOURCE_STORE, settings: SETTINGS, now: NOW, metrics: Metrics },
      ({ settings, ...ports }) => new ZoomEvents({ ...ports, connections: settings.zoom ?? {} }),
    ),
    provide(
      ZOOM_GUESSES,
      { settings: SETTINGS },
      ({ settings }) => new RateLimiter(settings.perStranger, () => performance.now()),
    ),
    provide(SourcesOfTemplates, { store: SOURCE_STORE }),
    provide(SourcesOfCredentials, { store: SOURCE_STORE, history: SYNC_STORE }),
    provide(
      Sources,
      {
        store: SOURCE_STORE,
        history: SYNC_STORE,
        syncs: SourceSyncs,
        service: SOURCE_SERVICE,
        credentials: CREDENTIAL_STORE,
        templates: TEMPLATE_STORE,
        references: References,
        log: AdministrationLog,
      },
      ({ references, ...parts }) => new Sources({ ...parts, references: references.to('source') }),
    ),
  ],
  exports: [SourceSyncs],
})
export class SourcesModule {}
