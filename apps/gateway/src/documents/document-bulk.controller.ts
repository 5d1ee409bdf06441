import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import { DOCUMENT_STATUSES } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChoicesField, FlagField } from '../http/fields.js';
import { Operation } from '../http/operation.js';
import { bodyPipe } from '../http/problems/validation.js';
import {
  bulkPauseOperation,
  bulkRunOperation,
  DOCUMENTS,
  FiltersField,
  IdsField,
  ItemFilters,
  PauseBody,
  RunOverrides,
  type ItemServices,
} from '../items/index.js';
import { DOCUMENT_KIND } from './document-kind.js';

export class DocumentBulkFilters extends ItemFilters {
  @ChoicesField('Any of these.', DOCUMENT_STATUSES, { minItems: 1 })
  status?: (typeof DOCUMENT_STATUSES)[number][];

  @FlagField('Documents that wait for a person to check their fields, or the others.')
  unsure?: boolean;
}

@ApiSchema({ name: 'DocumentBulkRun' })
class DocumentBulkRunBody extends RunOverrides {
  @IdsField('document')
  document_ids?: string[];

  @FiltersField('document', DocumentBulkFilters)
  filters?: DocumentBulkFilters;
}

@ApiSchema({ name: 'DocumentBulkPause' })
class DocumentBulkPauseBody extends PauseBody {
  @IdsField('document')
  document_ids?: string[];

  @FiltersField('document', DocumentBulkFilters)
  filters?: DocumentBulkFilters;
}

/** Bulk commands on documents. Only the field names differ from those of recordings. */
@Controller('api/v1/documents/bulk')
export class DocumentBulkController {
  constructor(@Inject(DOCUMENTS) private readonly documents: ItemServices) {}

  @Post('run')
  @Operation(bulkRunOperation({ kind: DOCUMENT_KIND, body: DocumentBulkRunBody }))
  run(@Body(bodyPipe) body: DocumentBulkRunBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.documents.bulk.run({ request, reply }, { body, selection: { ids: body.document_ids, filters: body.filters } });
  }

  @Post('pause')
  @Operation(bulkPauseOperation({ kind: DOCUMENT_KIND, body: DocumentBulkPauseBody }))
  pause(@Body(bodyPipe) body: DocumentBulkPauseBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.documents.bulk.pause({ request, reply }, body, { ids: body.document_ids, filters: body.filters });
  }
}
