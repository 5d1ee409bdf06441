import { Module } from '@nestjs/common';
import { Background } from '../background.js';
import { ON_PROBLEM } from '../../gateway-context.js';
import { provide } from '../provide.js';
import { ApiDocuments, DocsController } from './docs/docs.controller.js';
import { IDEMPOTENCY_STORE } from './idempotency/idempotency-store.js';
import { IdempotentRequests } from './idempotency/idempotent-requests.js';

const FORGET_KEYS_MS = 10 * 60_000;

/** The parts of HTTP that every subject uses, and the documents that describe the API. */
@Module({
  controllers: [DocsController],
  providers: [
    provide(
      IdempotentRequests,
      { store: IDEMPOTENCY_STORE, onProblem: ON_PROBLEM, background: Background },
      ({ store, onProblem, background }) => {
        background.every(FORGET_KEYS_MS, 'remove expired idempotency keys', () => store.removeExpired());
        return new IdempotentRequests(store, onProblem);
      },
    ),
    ApiDocuments,
  ],
  exports: [IdempotentRequests],
})
export class HttpModule {}
