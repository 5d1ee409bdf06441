import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Health, Metrics, createLogger } from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import { readSearchConfig } from '../search/indexing/config.js';
import { searchProcess } from '../search/indexing/run-search.js';
import { SEARCH_INDEX, type SearchIndex } from '../search/search-index.js';
import { SearchIndexer } from '../search/indexing/search-indexer.js';
import type { World } from './real-gateway.js';

export interface SearchProcess {
  readonly indexer: SearchIndexer;
  readonly index: SearchIndex;
  close(): Promise<void>;
}

/** Opens the process of the search within that of the spec, which calls the rounds itself. */
export async function openSearchProcess({ env, nats }: Pick<World, 'env' | 'nats'>): Promise<SearchProcess> {
  const config = readSearchConfig({ ...env, TL_NATS_USER: 'search', TL_NATS_PASSWORD: nats.passwords?.search ?? '' });
  const context = {
    log: createLogger({ service: 'search', level: 'silent' }),
    health: new Health('search'),
    metrics: new Metrics('search'),
    now: () => new Date(),
    failpoint: () => Promise.resolve(),
  };
  const app = await NestFactory.create<NestFastifyApplication>(searchProcess(config, context), new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  app.connectMicroservice({ strategy: app.get(BusStrategy, { strict: false }) });
  await app.init();
  await app.startAllMicroservices();
  return {
    indexer: app.get(SearchIndexer, { strict: false }),
    index: app.get<SearchIndex>(SEARCH_INDEX, { strict: false }),
    close: () => app.close(),
  };
}
