import { startMain } from '@throughline/service-kit';

startMain('search', async () => {
  const { readSearchConfig } = await import('./search/indexing/config.js');
  const { runSearch } = await import('./search/indexing/run-search.js');
  await runSearch(readSearchConfig());
});
