import { Module } from '@nestjs/common';
import { provide } from '../gateway-context.js';
import { ApiDocuments, DocsController } from './docs/docs.controller.js';
import { IdempotentRequests } from './idempotency/idempotent-requests.js';

/** The parts of HTTP that every subject uses, and the documents that describe the API. */
@Module({
  controllers: [DocsController],
  providers: [
    provide(IdempotentRequests, [], ({ ports, onProblem }) => new IdempotentRequests(ports.idempotency, onProblem)),
    ApiDocuments,
  ],
  exports: [IdempotentRequests],
})
export class HttpModule {}
