import { Inject, Module } from '@nestjs/common';
import { Health } from '@throughline/service-kit';
import { HttpModule } from '../kit/http/http.module.js';
import { provide } from '../kit/provide.js';
import { describeIndexProblem } from './index-problem.js';
import { SEARCH_READER, type SearchReader } from './search-index.js';
import { SearchController } from './search.controller.js';
import { Search } from './search.js';

/** The search. The process of `indexing` fills what it reads. */
@Module({
  imports: [HttpModule],
  controllers: [SearchController],
  providers: [provide(Search, { reader: SEARCH_READER })],
})
export class SearchModule {
  constructor(@Inject(SEARCH_READER) reader: Pick<SearchReader, 'state'>, @Inject(Health) health: Health) {
    health.add({
      name: 'search',
      // Everything else works without the search, so the gateway is ready.
      check: async () => {
        const detail = await describeIndexProblem(reader);
        return detail === undefined ? { ok: true } : { ok: true, detail };
      },
    });
  }
}
