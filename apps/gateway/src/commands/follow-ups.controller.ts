import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { followUpStep } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noBodyPipe } from '../problems/no-body.js';
import { TakesQuery } from '../requests/query-guard.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { ItemRequests } from './item-requests.js';
import { tellRetry } from './tellings.js';

/** Does one failed follow-up of an output again (U9). */
@Controller('api/v1/recordings')
@NeedsScope('write')
export class FollowUpsController {
  constructor(@Inject(ItemRequests) private readonly items: Pick<ItemRequests, 'carryOut'>) {}

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
