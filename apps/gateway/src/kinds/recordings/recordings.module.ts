import { Module } from '@nestjs/common';
import { RECORDING_PIPELINES } from '@throughline/contracts';
import {
  ARTIFACTS,
  bulkController,
  RECORDINGS_PATH,
  Forecasts,
  itemControllers,
  ITEM_PORTS,
  ItemServices,
  RECORDINGS,
  RECORDING_KIND,
  ItemView,
  MissingCopies,
  LibraryConfigs,
  RunRequests,
  type ItemEndpoints,
} from '../../items/index.js';
import { RECORDING_ROWS } from '../../adapters/projection/index.js';
import { provide } from '../../kit/provide.js';
import { LiveProgress, StallWatch } from '../../workers/index.js';
import { ItemsModule } from '../../items/items.module.js';
import { PublicAddress, UserNames } from '../../people/index.js';
import { LanguageController } from './language.controller.js';
import { BulkFilters } from './recording-filters.js';
import { RecordingsController } from './recordings.controller.js';
import { retryFollowUpCommand } from './retry-follow-up.js';

const ENDPOINTS: ItemEndpoints = { path: RECORDINGS_PATH, services: RECORDINGS, kind: RECORDING_KIND };

@Module({
  imports: [ItemsModule],
  controllers: [
    ...itemControllers(ENDPOINTS),
    retryFollowUpCommand(ENDPOINTS),
    LanguageController,
    bulkController(ENDPOINTS, BulkFilters),
    RecordingsController,
  ],
  providers: [
    provide(
      ItemView,
      {
        live: LiveProgress,
        stalls: StallWatch,
        libraries: LibraryConfigs,
        rows: RECORDING_ROWS,
        forecasts: Forecasts,
        names: UserNames,
        artifacts: ARTIFACTS,
        address: PublicAddress,
      },
      ({ address, artifacts, ...ports }) =>
        new ItemView({ ...ports, missingCopies: new MissingCopies(artifacts), basePath: address.basePath }),
    ),
    provide(
      RECORDINGS,
      { ports: ITEM_PORTS, rows: RECORDING_ROWS, runs: RunRequests, view: ItemView },
      ({ ports, rows, runs, view }) =>
        new ItemServices(ports, {
          noun: 'recording',
          path: RECORDINGS_PATH,
          pipeline: 'recording',
          pipelines: RECORDING_PIPELINES,
          rows,
          runs,
          view,
          explained: view,
          start: 'asked',
          again: false,
        }),
    ),
  ],
  exports: [ItemsModule, ItemView, RECORDINGS],
})
export class RecordingsModule {}
