import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { deliveryStep, followUpStep } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noBodyPipe } from '../problems/no-body.js';
import { TakesQuery } from '../requests/query-guard.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { ItemRequests } from './item-requests.js';
import { tellRedeliver, tellRetry } from './tellings.js';

/** Does something again at one output of a recording. Other items have neither words that are corrected nor follow-ups. */
@Controller('api/v1/recordings')
@NeedsScope('write')
export class RedeliverController {
  constructor(@Inject(ItemRequests) private readonly items: Pick<ItemRequests, 'carryOut'>) {}

  @Post(':id/outputs/:name/redeliver')
  @TakesQuery({ dryRun: true })
  redeliver(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.items.carryOut(
      { request, reply },
      { id, command: (asked) => ({ type: 'Redeliver', ...asked, step: deliveryStep(name) }), tell: tellRedeliver },
    );
  }

  /** Does one failed follow-up again (U9). */
  @Post(':id/outputs/:name/follow-ups/:followUp/retry')
  @TakesQuery({ dryRun: true })
  retry(
    @Param() { id = '', name = '', followUp = '' }: Readonly<Record<string, string>>,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.items.carryOut(
      { request, reply },
      { id, command: (asked) => ({ type: 'RetryFollowUp', ...asked, step: followUpStep(name, followUp) }), tell: tellRetry },
    );
  }
}
