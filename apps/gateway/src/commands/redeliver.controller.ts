import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { deliveryStep } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noBodyPipe } from '../problems/no-body.js';
import { TakesQuery } from '../requests/query-guard.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { ItemRequests } from './item-requests.js';
import { tellRedeliver } from './tellings.js';

/** Corrected words go once more to an output that has the old ones. Of recordings alone: nothing else has words that are corrected. */
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
}
