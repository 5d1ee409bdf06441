import { Module } from '@nestjs/common';
import { provide } from '../gateway-context.js';
import { Forecasts } from '../items/estimates/forecasts.js';
import { PastItems } from '../items/history/past-item.js';
import { PastLists } from '../items/history/past-list.js';
import { itemControllers } from '../items/item-controllers.js';
import { DOCUMENTS, ITEM_PORTS, ItemServices } from '../items/item-services.js';
import { ItemsModule } from '../items/items.module.js';
import { ItemView } from '../items/read/item-view.js';
import { RunRequests } from '../items/runs/run-requests.js';
import { UserNames } from '../people/users/user-names.js';
import { DocumentBulkController } from './document-bulk.controller.js';
import { DOCUMENT_KIND } from './document-kind.js';
import { DocumentView } from './document-view.js';
import { DocumentsController } from './documents.controller.js';
import { Documents } from './documents.js';

const PATH = '/api/v1/documents';
const PIPELINE = 'document';

@Module({
  imports: [ItemsModule],
  controllers: [
    ...itemControllers({ path: PATH, services: DOCUMENTS, kind: DOCUMENT_KIND }),
    DocumentBulkController,
    DocumentsController,
  ],
  providers: [
    provide(
      ItemView,
      [RunRequests, Forecasts, UserNames],
      ({ ports: { live, stalls, documentRows } }, runs, forecasts, names) =>
        new ItemView(live, stalls, runs.server(), documentRows, forecasts, names),
    ),
    provide(DocumentView, [ItemView], ({ ports }, items) => new DocumentView(items, ports.live)),
    provide(
      DOCUMENTS,
      [ITEM_PORTS, RunRequests, DocumentView, ItemView],
      ({ ports: { documentRows: rows } }, ports, runs, view, explained) =>
        new ItemServices(ports, {
          noun: 'document',
          path: PATH,
          pipeline: PIPELINE,
          pipelines: [PIPELINE],
          rows,
          runs,
          view,
          explained,
          start: 'always',
          again: false,
        }),
    ),
    provide(
      Documents,
      [DOCUMENTS, DocumentView, RunRequests, UserNames],
      ({ ports }, { queries, registrations, files }, view, runs, names) =>
        new Documents({
          queries,
          registering: registrations,
          view,
          files,
          past: new PastItems({ history: ports.history, queries, names, server: runs.server() }),
          pastLists: new PastLists(ports.documentPast),
          names,
        }),
    ),
  ],
  exports: [DOCUMENTS, DocumentView],
})
export class DocumentsModule {}
