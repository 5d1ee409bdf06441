import { Body, Controller, Delete, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { deliveryStep } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noBodyPipe } from '../problems/no-body.js';
import { bodyPipe } from '../problems/validation.js';
import { TakesQuery } from '../requests/query-guard.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { CancelBody, PauseBody, SettleBody, UnstickBody } from './commands.dto.js';
import { LiveProgress } from '../recordings/live-progress.js';
import { ItemRequests } from './item-requests.js';
import { deletionOf, restoreOf } from './life-requests.js';
import { cancelRun, pauseRun, unstickRun } from './person-commands.js';
import { Retention } from './retention.js';
import { tellCancel, tellPause, tellReset, tellSettle, tellSkip, tellUnstick } from './tellings.js';

/** What people ask of one recording, besides running it. Each method is one command; what it may do is the domain's to say. */
@Controller('api/v1/recordings')
@NeedsScope('write')
export class CommandsController {
  constructor(
    @Inject(ItemRequests) private readonly items: Pick<ItemRequests, 'carryOut'>,
    @Inject(Retention) private readonly retention: Retention,
    @Inject(LiveProgress) private readonly live: LiveProgress,
  ) {}

  @Post(':id/pause')
  @TakesQuery({ dryRun: true })
  pause(
    @Param('id') id: string,
    @Body(bodyPipe) body: PauseBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.items.carryOut({ request, reply }, { id, body, command: pauseRun(body), tell: tellPause });
  }

  @Post(':id/cancel')
  @TakesQuery({ dryRun: true })
  cancel(
    @Param('id') id: string,
    @Body(bodyPipe) body: CancelBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.items.carryOut({ request, reply }, { id, body, command: cancelRun(body), tell: tellCancel });
  }

  @Post(':id/reset')
  @TakesQuery({ dryRun: true })
  reset(
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.items.carryOut(
      { request, reply },
      { id, command: (asked) => ({ type: 'ResetAsset', ...asked }), tell: tellReset },
    );
  }

  @Post(':id/unstick')
  @TakesQuery({ dryRun: true })
  unstick(
    @Param('id') id: string,
    @Body(bodyPipe) body: UnstickBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.items.carryOut(
      { request, reply },
      { id, body, command: unstickRun(body, (state) => this.live.fractionsOf(state)), tell: tellUnstick },
    );
  }

  @Post(':id/stages/:type/skip')
  @TakesQuery({ dryRun: true })
  skip(
    @Param('id') id: string,
    @Param('type') step: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.items.carryOut(
      { request, reply },
      { id, command: (asked) => ({ type: 'SkipStage', ...asked, step }), tell: tellSkip(step) },
    );
  }

  @Post(':id/outputs/:name/settle')
  @TakesQuery({ dryRun: true })
  settle(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body(bodyPipe) body: SettleBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const delivered = body.delivered === true;
    return this.items.carryOut(
      { request, reply },
      {
        id,
        body,
        command: (asked) => ({ type: 'SettleDelivery', ...asked, step: deliveryStep(name), delivered }),
        tell: tellSettle(delivered),
      },
    );
  }

  @Delete(':id')
  @TakesQuery({ dryRun: true })
  delete(
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.items.carryOut({ request, reply }, deletionOf(id, this.retention));
  }

  @Post(':id/restore')
  @TakesQuery({ dryRun: true })
  restore(
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.items.carryOut({ request, reply }, restoreOf(id));
  }
}
