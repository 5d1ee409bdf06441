import { Module } from '@nestjs/common';
import { RECORDING_PIPELINES } from '@throughline/contracts';
import { RECORDINGS_PATH } from '../files/address.js';
import { provide } from '../gateway-context.js';
import { BulkController } from '../items/bulk/bulk.controller.js';
import { LanguageController } from '../items/commands/language.controller.js';
import { RedeliverController } from '../items/commands/redeliver.controller.js';
import { Forecasts } from '../items/estimates/forecasts.js';
import { PastItems } from '../items/history/past-item.js';
import { PastLists } from '../items/history/past-list.js';
import { PastRecordings } from '../items/history/past-recordings.js';
import { itemControllers } from '../items/item-controllers.js';
import { ITEM_PORTS, ItemServices, RECORDINGS } from '../items/item-services.js';
import { ItemsModule } from '../items/items.module.js';
import { RECORDING_KIND } from '../items/recording-kind.js';
import { ItemView } from '../items/read/item-view.js';
import { RunRequests } from '../items/runs/run-requests.js';
import { UserNames } from '../people/users/user-names.js';
import { RecordingsController } from './recordings.controller.js';
import { RegisterController } from './register.controller.js';

@Module({
  imports: [ItemsModule],
  controllers: [
    RegisterController,
    ...itemControllers({ path: RECORDINGS_PATH, services: RECORDINGS, kind: RECORDING_KIND }),
    LanguageController,
    RedeliverController,
    BulkController,
    RecordingsController,
  ],
  providers: [
    provide(
      ItemView,
      [RunRequests, Forecasts, UserNames],
      ({ ports: { live, stalls, rows } }, runs, forecasts, names) =>
        new ItemView(live, stalls, runs.server(), rows, forecasts, names),
    ),
    provide(
      RECORDINGS,
      [ITEM_PORTS, RunRequests, ItemView],
      ({ ports: { rows } }, ports, runs, view) =>
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
    provide(PastRecordings, [RECORDINGS, RunRequests, UserNames], ({ ports }, { queries }, runs, names) => {
      const items = new PastItems({ history: ports.history, queries, names, server: runs.server() });
      return new PastRecordings(items, new PastLists(ports.past));
    }),
  ],
  exports: [ItemsModule, ItemView, RECORDINGS],
})
export class RecordingsModule {}
