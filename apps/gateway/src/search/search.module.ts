import { Module } from '@nestjs/common';
import { AssetCommands } from '@throughline/engine';
import { Metrics } from '@throughline/service-kit';
import { Background } from '../kit/background.js';
import { FAILPOINT, LOG, ON_PROBLEM } from '../gateway-context.js';
import { HttpModule } from '../kit/http/http.module.js';
import { ARTIFACTS } from '../items/index.js';
import { HISTORY } from '../adapters/log/index.js';
import { provide } from '../kit/provide.js';
import { ForgetController } from './forget.controller.js';
import { SEARCH_INDEX, SEARCH_READER } from './search-index.js';
import { SearchIndexer } from './search-indexer.js';
import { registerSearchMetrics } from './search-metrics.js';
import { SearchController } from './search.controller.js';
import { Search } from './search.js';

const ROUND_MS = 1_000;

/** The search, and the projection that it reads. */
@Module({
  imports: [HttpModule],
  controllers: [SearchController, ForgetController],
  providers: [
    provide(Search, { reader: SEARCH_READER, index: SEARCH_INDEX }),
    provide(
      SearchIndexer,
      {
        index: SEARCH_INDEX,
        history: HISTORY,
        commands: AssetCommands,
        artifacts: ARTIFACTS,
        failpoint: FAILPOINT,
        onProblem: ON_PROBLEM,
        log: LOG,
        metrics: Metrics,
        background: Background,
      },
      ({ history, log, metrics, background, ...ports }) => {
        const indexer = new SearchIndexer({
          ...ports,
          log: history,
          onFailure: (asset, code) => {
            log.warn({ asset, code }, 'could not index the text of an item, retrying later');
          },
        });
        registerSearchMetrics(metrics, ports.index);
        background.every(ROUND_MS, 'update the search index', () => indexer.round());
        return indexer;
      },
    ),
  ],
})
export class SearchModule {}
