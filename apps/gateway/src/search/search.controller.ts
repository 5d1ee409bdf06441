import { Controller, Get, Header, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../kit/http/access.js';
import { jsonAnswer } from '../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../kit/http/operation.js';
import { TakesNoBody } from '../kit/http/problems/no-body.js';
import { queryPipe } from '../kit/http/problems/validation.js';
import { SEARCH_SERVICE, type SearchService } from './search-service.js';
import { SearchParameters, renderResult, type RefillAnswer, type SearchAnswer } from './search.dto.js';
import { refillSearchIndex, searchItems } from './search.operations.js';
import { Search } from './search.js';

@Controller('api/v1')
export class SearchController {
  constructor(
    @Inject(Search) private readonly search: Search,
    @Inject(SEARCH_SERVICE) private readonly service: SearchService,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get('search')
  @Header('cache-control', 'no-store')
  @Operation(searchItems)
  async find(
    @CurrentUser() { ownerId }: Principal,
    @Query(queryPipe) { q, limit, cursor }: SearchParameters,
  ): Promise<SearchAnswer> {
    return renderResult(await this.search.find(ownerId, q, { cursor, limit }));
  }

  @Post('admin/search/refill')
  @HttpCode(202)
  @Operation(refillSearchIndex)
  @TakesNoBody()
  refill(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async () => {
      await this.service.refill();
      return jsonAnswer(202, { refilling: true } satisfies RefillAnswer);
    });
  }
}
