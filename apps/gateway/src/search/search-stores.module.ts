import { Module } from '@nestjs/common';
import { SEARCH_INDEX, SEARCH_READER } from './search-index.js';
import { PostgresSearchIndex } from './store/search-index.postgres.js';
import { PostgresSearchReader } from './store/search-reader.postgres.js';

@Module({
  providers: [
    { provide: SEARCH_INDEX, useClass: PostgresSearchIndex },
    { provide: SEARCH_READER, useClass: PostgresSearchReader },
  ],
  exports: [SEARCH_INDEX, SEARCH_READER],
})
export class SearchStoreModule {}
