import { Body, Controller, Inject, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentUser, type Principal } from '../http/access.js';
import { Operation } from '../http/operation.js';
import { bodyPipe } from '../http/problems/validation.js';
import { DOCUMENT_KIND } from '../documents/index.js';
import { RECORDING_KIND } from '../items/index.js';
import type { BulkNoun } from './bulk-job.js';
import { itemAnswer, jobAnswer, type BulkPreviewAnswer } from './bulk-answers.js';
import { BULK_PATH } from './bulk.controller.js';
import { DocumentBulkPreview, RecordingBulkPreview, readPreviewBody, type BulkPreviewBody } from './bulk.dto.js';
import { BulkJobs } from './bulk-jobs.js';
import { previewOperation } from './bulk.operations.js';

const FIRST_ITEMS = { after: -1, limit: 20 };

async function preview(
  jobs: BulkJobs,
  { user, reply }: { readonly user: Principal; readonly reply: FastifyReply },
  { noun, body }: { readonly noun: BulkNoun; readonly body: BulkPreviewBody },
): Promise<BulkPreviewAnswer> {
  const job = await jobs.preview(user, { noun, ...readPreviewBody(body) });
  void reply.header('location', `${BULK_PATH}/${job.id}`);
  return { ...jobAnswer(job), items: (await jobs.items(job, FIRST_ITEMS)).map(itemAnswer) };
}

@Controller('api/v1/recordings/bulk')
export class RecordingPreviewController {
  constructor(@Inject(BulkJobs) private readonly jobs: BulkJobs) {}

  @Post('preview')
  @Operation(previewOperation(RECORDING_KIND, RecordingBulkPreview))
  preview(
    @Body(bodyPipe) body: RecordingBulkPreview,
    @CurrentUser() user: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BulkPreviewAnswer> {
    return preview(this.jobs, { user, reply }, { noun: 'recording', body: body as BulkPreviewBody });
  }
}

@Controller('api/v1/documents/bulk')
export class DocumentPreviewController {
  constructor(@Inject(BulkJobs) private readonly jobs: BulkJobs) {}

  @Post('preview')
  @Operation(previewOperation(DOCUMENT_KIND, DocumentBulkPreview))
  preview(
    @Body(bodyPipe) body: DocumentBulkPreview,
    @CurrentUser() user: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BulkPreviewAnswer> {
    return preview(this.jobs, { user, reply }, { noun: 'document', body: body as BulkPreviewBody });
  }
}
