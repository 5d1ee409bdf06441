import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../http/access.js';
import { jsonAnswer } from '../http/idempotency/http.js';
import { IdempotentRequests } from '../http/idempotency/idempotent-requests.js';
import type { StoredAnswer } from '../http/idempotency/idempotency-store.js';
import { Operation } from '../http/operation.js';
import { bodyPipe } from '../http/problems/validation.js';
import { DOCUMENT_KIND } from '../documents/index.js';
import { RECORDING_KIND } from '../items/index.js';
import type { BulkNoun } from './bulk-job.js';
import { itemAnswer, jobAnswer } from './bulk-answers.js';
import { BULK_PATH } from './bulk.controller.js';
import { DocumentBulkPreview, RecordingBulkPreview, readPreviewBody, type BulkPreviewBody } from './bulk.dto.js';
import { BulkJobs } from './bulk-jobs.js';
import { previewOperation } from './bulk.operations.js';

const FIRST_ITEMS = { after: -1, limit: 20 };

async function preview(
  jobs: BulkJobs,
  user: Principal,
  { noun, body }: { readonly noun: BulkNoun; readonly body: BulkPreviewBody },
): Promise<StoredAnswer> {
  const job = await jobs.preview(user, { noun, ...readPreviewBody(body) });
  const items = (await jobs.items(job, FIRST_ITEMS)).map(itemAnswer);
  return jsonAnswer(201, { ...jobAnswer(job), items }, { location: `${BULK_PATH}/${job.id}` });
}

@Controller('api/v1/recordings/bulk')
export class RecordingPreviewController {
  constructor(
    @Inject(BulkJobs) private readonly jobs: BulkJobs,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Post('preview')
  @Operation(previewOperation(RECORDING_KIND, RecordingBulkPreview))
  preview(
    @Body(bodyPipe) body: RecordingBulkPreview,
    @CurrentUser() user: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const fields = body as BulkPreviewBody;
    return this.once.respond({ request, reply }, body, () => preview(this.jobs, user, { noun: 'recording', body: fields }));
  }
}

@Controller('api/v1/documents/bulk')
export class DocumentPreviewController {
  constructor(
    @Inject(BulkJobs) private readonly jobs: BulkJobs,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Post('preview')
  @Operation(previewOperation(DOCUMENT_KIND, DocumentBulkPreview))
  preview(
    @Body(bodyPipe) body: DocumentBulkPreview,
    @CurrentUser() user: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const fields = body as BulkPreviewBody;
    return this.once.respond({ request, reply }, body, () => preview(this.jobs, user, { noun: 'document', body: fields }));
  }
}
