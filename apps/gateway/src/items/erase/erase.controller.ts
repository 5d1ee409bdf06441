import { Body, Controller, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { erasureOf } from '../commands/life-requests.js';
import { bodyPipe } from '../../http/problems/validation.js';
import { TakesQuery } from '../../http/requests/query-guard.js';
import { Operation } from '../../http/operation.js';
import { EraseBody } from '../commands/commands.dto.js';
import { AnswerEraser } from './answer-eraser.js';
import { eraseOperation } from '../commands/commands.operations.js';
import type { ItemEndpoints } from '../item-endpoints.js';
import type { ItemServices } from '../item-services.js';

/** Erases an item for good. Every owner may: the right to be forgotten needs no operator. */
export function eraseController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class EraseController {
    constructor(
      @Inject(services) private readonly services: ItemServices,
      @Inject(AnswerEraser) private readonly kept: AnswerEraser,
    ) {}

    @Post(':id/erase')
    @Operation(eraseOperation(kind))
    @TakesQuery({ dryRun: true })
    erase(
      @Param('id') id: string,
      @Body(bodyPipe) body: EraseBody,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      return this.services.requests.carryOut({ request, reply }, erasureOf(id, body, this.kept));
    }
  }
  return EraseController;
}
