import { Body, Controller, Inject, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { bodyPipeOf } from '../../kit/http/problems/validation.js';
import type { Model } from '../../kit/http/schemas.js';
import type { ItemKind } from '../../items/index.js';
import type { BulkNoun } from './bulk-command.js';
import { answerPreview } from './answer-preview.js';
import { previewBodyOf, readPreviewBody, type BulkPreviewBody } from './bulk.dto.js';
import { BulkCommands } from './bulk-commands.js';
import { previewOperation } from './bulk.operations.js';

export function previewController(noun: BulkNoun, kind: ItemKind, filters: Model): Type {
  const bodyType = previewBodyOf(kind, filters);

  @Controller(`api/v1/${noun}s/bulk`)
  class PreviewController {
    constructor(
      @Inject(BulkCommands) private readonly bulkCommands: BulkCommands,
      @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    ) {}

    @Post('preview')
    @Operation(previewOperation(kind, bodyType))
    preview(
      @Body(bodyPipeOf(bodyType)) body: BulkPreviewBody,
      @CurrentUser() user: Principal,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      return this.once.respond({ request, reply }, body, async () =>
        answerPreview(this.bulkCommands, await this.bulkCommands.preview(user, { noun, ...readPreviewBody(body) })),
      );
    }
  }
  return PreviewController;
}
