import { Module } from '@nestjs/common';
import { NATS } from '../adapters/log/log.module.js';
import { provide } from '../kit/provide.js';
import { SEARCH_READER } from './search-index.js';
import { SEARCH_SERVICE } from './search-service.js';
import { BusSearchService } from './search-service.bus.js';
import { PostgresSearchReader } from './store/search-reader.postgres.js';

@Module({
  providers: [
    { provide: SEARCH_READER, useClass: PostgresSearchReader },
    provide(SEARCH_SERVICE, { nc: NATS }, ({ nc }) => new BusSearchService(nc)),
  ],
  exports: [SEARCH_READER, SEARCH_SERVICE],
})
export class SearchStoreModule {}
