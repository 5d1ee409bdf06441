import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { DOCUMENTS_PATH } from './document-kind.js';
import { DocumentMaker } from './document-maker.js';
import { MergeBody, PartsBody } from './pages.dto.js';
import { mergeOperation, splitOperation } from './pages.operations.js';

/** Makes documents of pages of others. */
@Controller(DOCUMENTS_PATH)
export class PagesController {
  constructor(
    @Inject(DocumentMaker) private readonly maker: DocumentMaker,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Post(':id/parts')
  @Operation(splitOperation)
  split(
    @Param('id') id: string,
    @Body(bodyPipe) body: PartsBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async (keyed) =>
      jsonAnswer(202, { documents: await this.maker.split(keyed, id, body) }),
    );
  }

  @Post('merge')
  @Operation(mergeOperation)
  merge(@Body(bodyPipe) body: MergeBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async (keyed) => {
      const made = await this.maker.merge(keyed, body);
      return jsonAnswer(202, { documents: [made] }, { location: `${DOCUMENTS_PATH}/${made.id}` });
    });
  }
}
