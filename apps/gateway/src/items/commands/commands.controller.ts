import { Body, Controller, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import { deliveryStep } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TakesNoBody } from '../../http/problems/no-body.js';
import { bodyPipe } from '../../http/problems/validation.js';
import { Operation } from '../../http/operation.js';
import { CancelBody, PauseBody, SettleBody, UnstickBody } from './commands.dto.js';
import { LiveProgress } from '../../workers/index.js';
import { cancelRun, pauseRun, unstickRun } from './person-commands.js';
import {
  describeCancel,
  describePause,
  describeReset,
  describeSettle,
  describeSkip,
  describeSkipOutput,
  describeUnstick,
} from './describe-outcome.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import {
  cancelOperation,
  pauseOperation,
  resetOperation,
  settleOperation,
  skipOperation,
  skipOutputOperation,
  unstickOperation,
} from './commands.operations.js';

export function commandsController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class CommandsController {
    constructor(
      @Inject(services) private readonly services: ItemServices,
      @Inject(LiveProgress) private readonly live: LiveProgress,
    ) {}

    @Post(':id/pause')
    @Operation(pauseOperation(kind))
    pause(
      @Param('id') id: string,
      @Body(bodyPipe) body: PauseBody,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      return this.services.requests.carryOut({ request, reply }, { id, body, command: pauseRun(body), describer: describePause });
    }

    @Post(':id/cancel')
    @Operation(cancelOperation(kind))
    cancel(
      @Param('id') id: string,
      @Body(bodyPipe) body: CancelBody,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      return this.services.requests.carryOut(
        { request, reply },
        { id, body, command: cancelRun(body), describer: describeCancel },
      );
    }

    @Post(':id/reset')
    @Operation(resetOperation(kind))
    @TakesNoBody()
    reset(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return this.services.requests.carryOut(
        { request, reply },
        { id, command: (context) => ({ type: 'ResetAsset', ...context }), describer: describeReset },
      );
    }

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

    @Post(':id/stages/:type/skip')
    @Operation(skipOperation(kind))
    @TakesNoBody()
    skip(
      @Param('id') id: string,
      @Param('type') step: string,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      return this.services.requests.carryOut(
        { request, reply },
        { id, command: (context) => ({ type: 'SkipStage', ...context, step }), describer: describeSkip(step) },
      );
    }

    @Post(':id/outputs/:name/skip')
    @Operation(skipOutputOperation(kind))
    @TakesNoBody()
    skipOutput(
      @Param('id') id: string,
      @Param('name') name: string,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const step = deliveryStep(name);
      return this.services.requests.carryOut(
        { request, reply },
        { id, command: (context) => ({ type: 'SkipStage', ...context, step }), describer: describeSkipOutput(name) },
      );
    }

    @Post(':id/outputs/:name/settle')
    @Operation(settleOperation(kind))
    settle(
      @Param('id') id: string,
      @Param('name') name: string,
      @Body(bodyPipe) body: SettleBody,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const delivered = body.delivered === true;
      return this.services.requests.carryOut(
        { request, reply },
        {
          id,
          body,
          command: (context) => ({ type: 'SettleDelivery', ...context, step: deliveryStep(name), delivered }),
          describer: describeSettle(delivered),
        },
      );
    }
  }
  return CommandsController;
}
