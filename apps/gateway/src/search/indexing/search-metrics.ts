import type { Metrics } from '@throughline/service-kit';
import type { SearchIndex } from '../search-index.js';

/** The state is in the database, so all gateways show the same values. */
export function registerSearchMetrics(metrics: Metrics, index: Pick<SearchIndex, 'state'>): void {
  metrics.state({
    source: 'search',
    gauges: {
      throughline_search_pending_commits: { help: 'Commits that the search index has read and does not show yet' },
      throughline_search_lag_seconds: { help: 'Age of the oldest such commit' },
      throughline_search_failed_items: { help: 'Items that could not be indexed completely; they are tried again' },
      throughline_search_built: { help: '1 once the search index has read the whole log, 0 while it is being filled' },
      throughline_search_running: { help: '1 while a gateway keeps the search index up to date' },
    },
    read: async () => {
      const { pendingCommits, behindMs, failedItems, isBuilt, isRunning } = await index.state();
      return [
        { gauge: 'throughline_search_pending_commits', value: pendingCommits },
        { gauge: 'throughline_search_lag_seconds', value: behindMs / 1_000 },
        { gauge: 'throughline_search_failed_items', value: failedItems },
        { gauge: 'throughline_search_built', value: Number(isBuilt) },
        { gauge: 'throughline_search_running', value: Number(isRunning) },
      ];
    },
  });
}
