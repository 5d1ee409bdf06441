import { Body, Controller, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { Operation } from '../../kit/http/operation.js';
import { UnstickBody } from './commands.dto.js';
import { LiveProgress } from '../../workers/index.js';
import { unstickRun } from './person-commands.js';
import { describeUnstick } from './describe-outcome.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { unstickOperation } from './commands.operations.js';

export function unstickController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class UnstickController {
    constructor(
      @Inject(services) private readonly services: ItemServices,
      @Inject(LiveProgress) private readonly live: LiveProgress,
    ) {}

    @Post(':id/unstick')
    @Operation(unstickOperation(kind))
    unstick(
      @Param('id') id: string,
      @Body(bodyPipe) body: UnstickBody,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      return this.services.requests.carryOut(
        { request, reply },
        { id, body, command: unstickRun(body, (state) => this.live.fractionsOf(state)), describer: describeUnstick },
      );
    }
  }
  return UnstickController;
}
