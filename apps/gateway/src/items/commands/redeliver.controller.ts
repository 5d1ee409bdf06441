import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { deliveryStep, followUpStep } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noBodyPipe } from '../../http/problems/no-body.js';
import { TakesQuery } from '../../http/requests/query-guard.js';
import { RECORDINGS, type ItemServices } from '../item-services.js';
import { Operation } from '../../http/operation.js';
import { redeliverOperation, retryFollowUpOperation } from './recording-commands.operations.js';
import { describeRedeliver, describeRetry } from './describe-outcome.js';

/** Repeats work at one output of a recording. Only recordings have corrected transcripts and follow-ups. */
@Controller('api/v1/recordings')
export class RedeliverController {
  constructor(@Inject(RECORDINGS) private readonly recordings: ItemServices) {}

  @Post(':id/outputs/:name/redeliver')
  @Operation(redeliverOperation)
  @TakesQuery({ dryRun: true })
  redeliver(
    @Param('id') id: string,
    @Param('name') name: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recordings.requests.carryOut(
      { request, reply },
      { id, command: (asked) => ({ type: 'Redeliver', ...asked, step: deliveryStep(name) }), tell: describeRedeliver },
    );
  }

  /** Retries one failed follow-up (U9). */
  @Post(':id/outputs/:name/follow-ups/:followUp/retry')
  @Operation(retryFollowUpOperation)
  @TakesQuery({ dryRun: true })
  retry(
    @Param() { id = '', name = '', followUp = '' }: Readonly<Record<string, string>>,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.recordings.requests.carryOut(
      { request, reply },
      { id, command: (asked) => ({ type: 'RetryFollowUp', ...asked, step: followUpStep(name, followUp) }), tell: describeRetry },
    );
  }
}
