import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyPipe } from '../problems/validation.js';
import { RUN_QUERY, TakesQuery } from '../requests/query-guard.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { DocumentBulkPauseBody, DocumentBulkRunBody } from './document-bulk.dto.js';
import { DocumentDesk } from './document-desk.js';

/** Many documents at once, by the actions that recordings have; only the names of the fields are others. */
@Controller('api/v1/documents/bulk')
@NeedsScope('write')
export class DocumentBulkController {
  constructor(@Inject(DocumentDesk) private readonly desk: DocumentDesk) {}

  @Post('run')
  @TakesQuery(RUN_QUERY)
  run(@Body(bodyPipe) body: DocumentBulkRunBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.desk.bulk.run({ request, reply }, { body, selection: { ids: body.document_ids, filters: body.filters } });
  }

  @Post('pause')
  @TakesQuery({ dryRun: true })
  pause(@Body(bodyPipe) body: DocumentBulkPauseBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.desk.bulk.pause({ request, reply }, body, { ids: body.document_ids, filters: body.filters });
  }
}
