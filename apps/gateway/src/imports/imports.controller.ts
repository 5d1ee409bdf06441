import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { principalOf } from '../http/access.js';
import { Operation } from '../http/operation.js';
import { requiredBodyPipe } from '../http/problems/validation.js';
import { TakesBodiesOf } from '../http/requests/body-limit.js';
import { ImportBatchBody, type ImportResultAnswer } from './imports.dto.js';
import { importItems } from './imports.operations.js';
import { Imports } from './imports.js';

/** A commit of 256 KiB may be several times as long as CloudEvents, if it has many small events. */
const LARGEST_BATCH = 4 * 1_024 * 1_024;

@Controller('api/v1/admin/imports')
export class ImportsController {
  constructor(@Inject(Imports) private readonly imports: Imports) {}

  @Post()
  @HttpCode(200)
  @TakesBodiesOf(LARGEST_BATCH)
  @Operation(importItems)
  store(@Body(requiredBodyPipe) body: ImportBatchBody, @Req() request: FastifyRequest): Promise<ImportResultAnswer> {
    return this.imports.store(principalOf(request), body, request.id);
  }
}
