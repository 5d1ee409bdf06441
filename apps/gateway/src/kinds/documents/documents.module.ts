import { Module } from '@nestjs/common';
import { DOCUMENT_ROWS } from '../../adapters/projection/index.js';
import { provide } from '../../kit/provide.js';
import { LiveProgress, StallWatch } from '../../workers/index.js';
import {
  ARTIFACTS,
  bulkController,
  describeController,
  Forecasts,
  itemControllers,
  DOCUMENTS,
  ITEM_PORTS,
  ItemServices,
  ItemView,
  LibraryConfigs,
  MissingCopies,
  RunRequests,
  type ItemEndpoints,
} from '../../items/index.js';
import { ItemsModule } from '../../items/items.module.js';
import { PublicAddress, UserNames } from '../../people/index.js';
import { DocumentBulkFilters } from './document-filters.js';
import { DOCUMENT_KIND, DOCUMENTS_PATH } from './document-kind.js';
import { DocumentView } from './document-view.js';
import { DocumentsController } from './documents.controller.js';
import { DocumentMaker } from './document-maker.js';
import { PagesController } from './pages.controller.js';
import { ReviewController, reopenCommand } from './review.controller.js';
import { SuggestedCuts } from './suggested-cuts.js';

const PIPELINE = 'document';
const ENDPOINTS: ItemEndpoints = { path: DOCUMENTS_PATH, services: DOCUMENTS, kind: DOCUMENT_KIND };

@Module({
  imports: [ItemsModule],
  controllers: [
    ...itemControllers(ENDPOINTS),
    ...[describeController, reopenCommand].map((controller) => controller(ENDPOINTS)),
    bulkController(ENDPOINTS, DocumentBulkFilters),
    DocumentsController,
    ReviewController,
    PagesController,
  ],
  providers: [
    provide(
      ItemView,
      {
        live: LiveProgress,
        stalls: StallWatch,
        libraries: LibraryConfigs,
        rows: DOCUMENT_ROWS,
        forecasts: Forecasts,
        names: UserNames,
        artifacts: ARTIFACTS,
        address: PublicAddress,
      },
      ({ address, artifacts, ...ports }) =>
        new ItemView({ ...ports, missingCopies: new MissingCopies(artifacts), basePath: address.basePath }),
    ),
    provide(DocumentView, { items: ItemView, live: LiveProgress }, ({ items, live }) => new DocumentView(items, live)),
    provide(
      DOCUMENTS,
      { ports: ITEM_PORTS, rows: DOCUMENT_ROWS, runs: RunRequests, view: DocumentView, explained: ItemView },
      ({ ports, ...parts }) =>
        new ItemServices(ports, {
          ...parts,
          noun: 'document',
          path: DOCUMENTS_PATH,
          pipeline: PIPELINE,
          pipelines: [PIPELINE],
          start: 'always',
          again: false,
        }),
    ),
    provide(
      DocumentMaker,
      { documents: DOCUMENTS, store: ARTIFACTS },
      ({ documents, store }) => new DocumentMaker(documents, store),
    ),
    provide(
      SuggestedCuts,
      { documents: DOCUMENTS, store: ARTIFACTS },
      ({ documents, store }) => new SuggestedCuts(documents, store),
    ),
  ],
  exports: [DOCUMENTS, DocumentView],
})
export class DocumentsModule {}
