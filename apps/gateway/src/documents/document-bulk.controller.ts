import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyPipe } from '../http/problems/validation.js';
import { RUN_QUERY, TakesQuery } from '../http/requests/query-guard.js';
import { Operation } from '../http/operation.js';
import { bulkPauseOperation, bulkRunOperation } from '../items/bulk/bulk-answers.js';
import { DOCUMENT_KIND } from './document-kind.js';
import { DocumentBulkPauseBody, DocumentBulkRunBody } from './document-bulk.dto.js';
import { DOCUMENTS, type ItemServices } from '../items/item-services.js';

/** Bulk commands on documents. Only the field names differ from those of recordings. */
@Controller('api/v1/documents/bulk')
export class DocumentBulkController {
  constructor(@Inject(DOCUMENTS) private readonly documents: ItemServices) {}

  @Post('run')
  @Operation(bulkRunOperation({ kind: DOCUMENT_KIND, body: DocumentBulkRunBody }))
  @TakesQuery(RUN_QUERY)
  run(@Body(bodyPipe) body: DocumentBulkRunBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.documents.bulk.run({ request, reply }, { body, selection: { ids: body.document_ids, filters: body.filters } });
  }

  @Post('pause')
  @Operation(bulkPauseOperation({ kind: DOCUMENT_KIND, body: DocumentBulkPauseBody }))
  @TakesQuery({ dryRun: true })
  pause(@Body(bodyPipe) body: DocumentBulkPauseBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.documents.bulk.pause({ request, reply }, body, { ids: body.document_ids, filters: body.filters });
  }
}
