import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { isUnchanged } from '../../kit/http/requests/range.js';
import type { SuggestedCutsAnswer } from './cuts.dto.js';
import { DOCUMENTS_PATH } from './document-kind.js';
import { DocumentMaker } from './document-maker.js';
import { MergeBody, PartsBody } from './pages.dto.js';
import { mergeOperation, splitOperation, suggestedCutsOperation } from './pages.operations.js';
import { SuggestedCuts } from './suggested-cuts.js';

/** Makes documents of pages of others. */
@Controller(DOCUMENTS_PATH)
export class PagesController {
  constructor(
    @Inject(DocumentMaker) private readonly maker: DocumentMaker,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(SuggestedCuts) private readonly cuts: SuggestedCuts,
  ) {}

  @Get(':id/suggested-cuts')
  @Operation(suggestedCutsOperation)
  async suggest(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SuggestedCutsAnswer | undefined> {
    const { etag, content } = await this.cuts.read(user.ownerId, id);
    void reply.header('etag', etag);
    if (!isUnchanged(request.headers['if-none-match'], etag)) return content();
    void reply.status(304);
    return undefined;
  }

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
