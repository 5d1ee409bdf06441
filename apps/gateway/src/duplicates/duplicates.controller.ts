import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ShowsRows } from '../adapters/projection/index.js';
import { CurrentUser, principalOf, type Principal } from '../kit/http/access.js';
import { jsonAnswer } from '../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../kit/http/operation.js';
import { TakesNoBody } from '../kit/http/problems/no-body.js';
import { queryPipe, requiredBodyPipe } from '../kit/http/problems/validation.js';
import { watchDisconnect } from '../kit/http/requests/read-deadline.js';
import {
  DuplicatesQuery,
  KeepDuplicatesBody,
  KeptQuery,
  type DuplicateListAnswer,
  type KeptListAnswer,
} from './duplicates.dto.js';
import { keepDuplicates, listDuplicates, listKeptDuplicates, showDuplicatesAgain } from './duplicates.operations.js';
import { Duplicates } from './duplicates.js';

@Controller('api/v1/duplicates')
export class DuplicatesController {
  constructor(
    @Inject(Duplicates) private readonly duplicates: Duplicates,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Operation(listDuplicates)
  @ShowsRows()
  list(
    @CurrentUser() { ownerId }: Principal,
    @Query(queryPipe) query: DuplicatesQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DuplicateListAnswer> {
    return this.duplicates.page(ownerId, query, watchDisconnect(reply));
  }

  @Get('kept')
  @Header('cache-control', 'no-store')
  @Operation(listKeptDuplicates)
  kept(
    @CurrentUser() { ownerId }: Principal,
    @Query(queryPipe) query: KeptQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeptListAnswer> {
    return this.duplicates.kept(ownerId, query, watchDisconnect(reply));
  }

  @Post('kept')
  @Operation(keepDuplicates)
  keep(
    @Body(requiredBodyPipe) body: KeepDuplicatesBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async () =>
      jsonAnswer(200, await this.duplicates.keep(principalOf(request), body.ids)),
    );
  }

  @Delete('kept/:id')
  @HttpCode(204)
  @Operation(showDuplicatesAgain)
  @TakesNoBody()
  showAgain(@CurrentUser() by: Principal, @Param('id') id: string): Promise<void> {
    return this.duplicates.showAgain(by, id);
  }
}
