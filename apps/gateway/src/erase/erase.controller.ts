import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ItemRequests } from '../commands/item-requests.js';
import { erasureOf } from '../commands/life-requests.js';
import { bodyPipe } from '../problems/validation.js';
import { TakesQuery } from '../requests/query-guard.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { EraseBody } from './erase.dto.js';
import { KeptAnswers } from './kept-answers.js';

/** Gives everything of a recording up for good. Its owner may: the right to be forgotten does not wait for an operator. */
@Controller('api/v1/recordings')
@NeedsScope('write')
export class EraseController {
  constructor(
    @Inject(ItemRequests) private readonly items: Pick<ItemRequests, 'carryOut'>,
    @Inject(KeptAnswers) private readonly kept: KeptAnswers,
  ) {}

  @Post(':id/erase')
  @TakesQuery({ dryRun: true })
  erase(
    @Param('id') id: string,
    @Body(bodyPipe) body: EraseBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.items.carryOut({ request, reply }, erasureOf(id, body, this.kept));
  }
}
