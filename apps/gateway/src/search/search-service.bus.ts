import type { NatsConnection } from '@nats-io/nats-core';
import { SEARCH_REFILL_SUBJECT, searchRefillCodec, searchRefillingCodec } from '@throughline/contracts';
import { hasNoResponder } from '../adapters/log/index.js';
import { Problem } from '../kit/http/problems/problem.js';
import type { SearchService } from './search-service.js';

const TIMEOUT_MS = 6_000;

/** Sends requests over core NATS. */
export class BusSearchService implements SearchService {
  constructor(private readonly nc: Pick<NatsConnection, 'request'>) {}

  async refill(): Promise<void> {
    try {
      const request = searchRefillCodec.encode({ v: 1, refill: true });
      searchRefillingCodec.decode((await this.nc.request(SEARCH_REFILL_SUBJECT, request, { timeout: TIMEOUT_MS })).data);
    } catch (error) {
      if (!hasNoResponder(error)) throw error;
      throw new Problem('no-search-service', { cause: error, headers: { 'retry-after': '30' } });
    }
  }
}
