import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentUser, principalOf, type Principal } from '../../kit/http/access.js';
import { Operation } from '../../kit/http/operation.js';
import { requiredBodyPipe } from '../../kit/http/problems/validation.js';
import { TakesBodiesOf } from '../../kit/http/requests/body-limit.js';
import { ImportedFileUploads, renderUpload } from '../uploads/index.js';
import { ImportBatchBody, ImportedFileBody, type ImportedFileAnswer, type ImportResultAnswer } from './imports.dto.js';
import { isOutOfReach } from './import-libraries.js';
import { bindOriginals, importFile, importItems } from './imports.operations.js';
import { Imports } from './imports.js';
import { OriginalBatchBody, type OriginalsAnswer } from './originals.dto.js';
import { Originals } from './originals.js';

/** A commit of 256 KiB may be several times as long as CloudEvents, if it has many small events. */
const LARGEST_BATCH = 4 * 1_024 * 1_024;

@Controller('api/v1/admin/imports')
export class ImportsController {
  constructor(
    @Inject(Imports) private readonly imports: Imports,
    @Inject(ImportedFileUploads) private readonly files: ImportedFileUploads,
    @Inject(Originals) private readonly originals: Originals,
  ) {}

  @Post()
  @HttpCode(200)
  @TakesBodiesOf(LARGEST_BATCH)
  @Operation(importItems)
  store(@Body(requiredBodyPipe) body: ImportBatchBody, @Req() request: FastifyRequest): Promise<ImportResultAnswer> {
    return this.imports.store(principalOf(request), body, request.id);
  }

  @Post('files')
  @HttpCode(200)
  @Operation(importFile)
  async begin(
    @Body(requiredBodyPipe) { item: itemId, key, size }: ImportedFileBody,
    @CurrentUser() user: Principal,
  ): Promise<ImportedFileAnswer> {
    const mayReach = (library: string): boolean => !isOutOfReach(user, library);
    const begun = await this.files.begin(user, { itemId, key, size, mayReach });
    return { state: begun.state, upload: 'upload' in begun ? renderUpload(begun.upload) : null };
  }

  @Post('originals')
  @HttpCode(200)
  @Operation(bindOriginals)
  bindOriginals(@Body(requiredBodyPipe) body: OriginalBatchBody, @Req() request: FastifyRequest): Promise<OriginalsAnswer> {
    return this.originals.bind(principalOf(request), body, request.id);
  }
}
