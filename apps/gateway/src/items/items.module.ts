import { Module } from '@nestjs/common';
import { PIPELINES } from '@throughline/contracts';
import { AssetCommands, QuarantineCommands } from '@throughline/engine';
import { systemClock } from '@throughline/messaging';
import { Background } from '../kit/background.js';
import { FAILPOINT, NOW, ON_PROBLEM, SETTINGS } from '../gateway-context.js';
import { HttpModule } from '../kit/http/http.module.js';
import { IDEMPOTENCY_STORE } from '../kit/http/idempotency/idempotency-store.js';
import { IdempotentRequests } from '../kit/http/idempotency/idempotent-requests.js';
import { HISTORY } from '../adapters/log/index.js';
import { LibraryOutputs } from '../outputs/index.js';
import { OutputsModule } from '../outputs/outputs.module.js';
import { LIBRARY_STORE, PublicAddress, USER_STORE, UserNames } from '../people/index.js';
import { PeopleModule } from '../people/people.module.js';
import {
  CHANGE_FEED,
  ClientPositions,
  ITEM_ROWS,
  OUTPUT_ITEMS,
  PROJECTION_CHANGES,
  RESTING_ITEMS,
  RowFreshness,
  TEMPLATE_USES,
} from '../adapters/projection/index.js';
import { provide } from '../kit/provide.js';
import { Quotas } from '../people/quotas/index.js';
import { QuotasModule } from '../people/quotas/quotas.module.js';
import { LEASES, LiveProgress, StallWatch, WorkerRegistry } from '../workers/index.js';
import { Activity } from './activity/activity.js';
import { ActivityController } from './activity/activity.controller.js';
import { ItemUpdates } from './commands/item-updates.js';
import { ITEM_LINKS, Retention, TraceEraser } from './commands/life.controller.js';
import { FORECAST_ROWS } from './estimates/forecast-rows.js';
import { Forecasts } from './estimates/forecasts.js';
import { ARTIFACTS, STORAGE_PROBLEM } from './files/artifacts.js';
import { PICTURE_SERVICE } from './files/picture-service.js';
import { ItemFiles } from './files/item-files.js';
import { SelectionArchiveController } from './files/selection-archive.controller.js';
import { SelectionArchives } from './files/selection-archive.js';
import { SELECTION_STORE } from './files/selections/selection-store.js';
import { SelectionsController } from './files/selections/selections.controller.js';
import { Thumbnails } from './files/thumbnails.js';
import { Moments } from './history/moment.js';
import { EVERY_ITEM, EVERY_LOADER, ITEM_PORTS, SERVER_CONFIG } from './item-services.js';
import { ListController } from './list/list.controller.js';
import { ListedItems } from './list/listed-items.js';
import { ItemLoader } from './read/item-loader.js';
import { ItemQueries } from './read/item-queries.js';
import { ItemsOfOutputs, ItemsOfTemplates } from './references.js';
import { Intakes, removeOrphans } from './register/intakes.js';
import { SourceRules } from './register/read-source.js';
import { UploadLimits } from './register/registration-requests.js';
import { RetentionSweep } from './retention/retention-sweep.js';
import { LibraryConfigs } from './runs/library-configs.js';
import { RunRequests } from './runs/run-requests.js';
import { RUN_RULES } from './runs/run-rules.js';
import { SAVED_SETTINGS } from './runs/saved-settings.js';

const ORPHANS_EVERY_MS = 3_600_000;
const RETENTION_EVERY_MS = 60_000;
const SELECTIONS_EVERY_MS = 600_000;
const COMPARE_EVERY_MS = 1_000;

/** The parts that recordings, documents and sessions share. */
@Module({
  imports: [HttpModule, PeopleModule, OutputsModule, QuotasModule],
  controllers: [ActivityController, ListController, SelectionArchiveController, SelectionsController],
  providers: [
    provide(
      RowFreshness,
      {
        projected: PROJECTION_CHANGES,
        history: HISTORY,
        changes: CHANGE_FEED,
        shown: ClientPositions,
        background: Background,
      },
      ({ background, ...ports }) => {
        const fresh = new RowFreshness({ ...ports, clock: systemClock });
        background.every(COMPARE_EVERY_MS, 'compare the rows of items with the log', () => fresh.check());
        return fresh;
      },
    ),
    provide(Moments, { history: HISTORY, now: NOW }),
    provide(ItemUpdates, { commands: AssetCommands, fresh: RowFreshness, shown: ClientPositions, now: NOW }),
    provide(ItemsOfTemplates, { uses: TEMPLATE_USES, updates: ItemUpdates }),
    provide(ItemsOfOutputs, { items: OUTPUT_ITEMS, updates: ItemUpdates }),
    provide(
      Forecasts,
      { rows: FORECAST_ROWS, workers: WorkerRegistry, now: NOW, onProblem: ON_PROBLEM },
      (ports) => new Forecasts({ ...ports, clock: systemClock }),
    ),
    provide(Retention, { settings: SETTINGS }, ({ settings }) => new Retention(settings.deletedKeepMs)),
    provide(TraceEraser, { answers: IDEMPOTENCY_STORE, links: ITEM_LINKS, onProblem: ON_PROBLEM }),
    provide(
      UploadLimits,
      { settings: SETTINGS },
      ({ settings }) => new UploadLimits(settings.maxUploadBytes, settings.uploadIdleMs),
    ),
    provide(
      SourceRules,
      { settings: SETTINGS },
      ({ settings }) => new SourceRules(settings.simulation.on, settings.fetchAllowed),
    ),
    provide(
      Intakes,
      {
        artifacts: ARTIFACTS,
        commands: AssetCommands,
        history: HISTORY,
        now: NOW,
        failpoint: FAILPOINT,
        settings: SETTINGS,
        background: Background,
      },
      ({ background, settings, ...ports }) => {
        const intakes = new Intakes(ports);
        background.sweep(settings.sweepEveryMs, 'registrations completed after a crash', (signal) => intakes.completeAll(signal));
        background.sweep(ORPHANS_EVERY_MS, 'orphaned uploads removed', (signal) =>
          removeOrphans(ports, settings.orphanAgeMs, signal),
        );
        return intakes;
      },
    ),
    provide(
      SERVER_CONFIG,
      { workers: WorkerRegistry, settings: SETTINGS },
      ({ workers, settings: { outputs, outputPatterns, runDefaults, simulation, retention, deletedKeepMs } }) => ({
        outputs,
        outputPatterns,
        defaults: runDefaults,
        simulation: simulation.on,
        deletedKeepMs,
        ...(retention === undefined ? {} : { retention }),
        engines: () => workers.equipment().flatMap((each) => each.engines ?? []),
      }),
    ),
    provide(
      LibraryConfigs,
      { server: SERVER_CONFIG, saved: SAVED_SETTINGS, outputs: LibraryOutputs, onProblem: ON_PROBLEM },
      ({ server, saved, outputs, onProblem }) => new LibraryConfigs(server, { saved, outputs }, onProblem),
    ),
    provide(
      RetentionSweep,
      { resting: RESTING_ITEMS, libraries: LibraryConfigs, commands: AssetCommands, now: NOW, background: Background },
      ({ background, ...ports }) => {
        const retention = new RetentionSweep(ports);
        background.sweep(RETENTION_EVERY_MS, 'items deleted by retention', (signal) => retention.sweep(signal));
        return retention;
      },
    ),
    provide(
      RunRequests,
      { server: SERVER_CONFIG, libraries: LibraryConfigs, store: LIBRARY_STORE, quotas: Quotas, rules: RUN_RULES },
      ({ server, libraries, store, quotas, rules }) =>
        new RunRequests({ ...server, libraries, quotas, rules, terms: (libraryId) => store.vocabularyOf(libraryId) }),
    ),
    provide(Thumbnails, { artifacts: ARTIFACTS, pictures: PICTURE_SERVICE }),
    provide(
      ITEM_PORTS,
      {
        commands: AssetCommands,
        acts: QuarantineCommands,
        artifacts: ARTIFACTS,
        thumbnails: Thumbnails,
        history: HISTORY,
        changes: CHANGE_FEED,
        fresh: RowFreshness,
        shown: ClientPositions,
        now: NOW,
        intakes: Intakes,
        once: IdempotentRequests,
        limits: UploadLimits,
        sources: SourceRules,
        names: UserNames,
        users: USER_STORE,
        retention: Retention,
        quotas: Quotas,
        leases: LEASES,
        storageProblem: STORAGE_PROBLEM,
        workers: WorkerRegistry,
        live: LiveProgress,
        address: PublicAddress,
        onProblem: ON_PROBLEM,
      },
      ({ address, ...ports }) => ({ ...ports, basePath: address.basePath }),
    ),
    provide(
      EVERY_LOADER,
      { ports: ITEM_PORTS, rows: ITEM_ROWS },
      ({ ports, rows }) => new ItemLoader(rows, ports.commands, ports.shown, PIPELINES),
    ),
    provide(
      EVERY_ITEM,
      { ports: ITEM_PORTS, rows: ITEM_ROWS, loader: EVERY_LOADER },
      ({ ports, ...read }) => new ItemQueries({ ...ports, ...read }),
    ),
    provide(
      Activity,
      { ports: ITEM_PORTS, rows: ITEM_ROWS, loader: EVERY_LOADER },
      ({ ports: { fresh, names }, ...read }) => new Activity({ fresh, names, ...read }),
    ),
    provide(
      SelectionArchives,
      { queries: EVERY_ITEM, ports: ITEM_PORTS, selections: SELECTION_STORE, background: Background },
      ({ queries, ports, selections, background }) => {
        background.sweep(SELECTIONS_EVERY_MS, 'expired selections removed', () => selections.removeExpired());
        return new SelectionArchives(new ItemFiles(queries, ports.basePath, ports), ports.artifacts);
      },
    ),
    provide(
      ListedItems,
      {
        ports: ITEM_PORTS,
        rows: ITEM_ROWS,
        queries: EVERY_ITEM,
        live: LiveProgress,
        stalls: StallWatch,
        forecasts: Forecasts,
        libraries: LibraryConfigs,
      },
      ({ ports, ...others }) => new ListedItems({ ...ports, ...others }),
    ),
  ],
  exports: [
    HttpModule,
    PeopleModule,
    QuotasModule,
    RowFreshness,
    Moments,
    Forecasts,
    Retention,
    TraceEraser,
    UploadLimits,
    SourceRules,
    Intakes,
    LibraryConfigs,
    RunRequests,
    ITEM_PORTS,
    EVERY_ITEM,
    EVERY_LOADER,
  ],
})
export class ItemsModule {}
