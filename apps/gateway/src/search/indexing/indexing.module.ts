import { Module } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import { AssetCommands } from '@throughline/engine';
import { Metrics } from '@throughline/service-kit';
import { HISTORY } from '../../adapters/log/index.js';
import { FAILPOINT, LOG, ON_PROBLEM } from '../../gateway-context.js';
import { Background } from '../../kit/background.js';
import { provide, type Token } from '../../kit/provide.js';
import { SEARCH_INDEX } from '../search-index.js';
import { SearchIndexer } from './search-indexer.js';
import { registerSearchMetrics } from './search-metrics.js';
import { SearchRequestsController } from './requests.controller.js';

/** The artifacts whose texts are indexed. */
export const TEXTS: Token<Pick<ArtifactStore, 'open'>> = Symbol('Texts');

const ROUND_MS = 1_000;

/** The projection that the search reads. */
@Module({
  controllers: [SearchRequestsController],
  providers: [
    provide(
      SearchIndexer,
      {
        index: SEARCH_INDEX,
        history: HISTORY,
        commands: AssetCommands,
        artifacts: TEXTS,
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
export class IndexingModule {}
