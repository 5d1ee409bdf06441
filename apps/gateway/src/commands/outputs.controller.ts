import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyPipe } from '../problems/validation.js';
import { StartRuns } from '../runs/start-run.js';
import { TakesQuery } from '../requests/query-guard.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { ItemRequests } from './item-requests.js';
import { AddOutputsBody } from './outputs.dto.js';
import { tellAddOutputs } from './tellings.js';

/** Destinations that somebody thinks of after the run has begun (DOC-07). */
@Controller('api/v1/recordings')
@NeedsScope('write')
export class OutputsController {
  constructor(
    @Inject(ItemRequests) private readonly items: Pick<ItemRequests, 'carryOut'>,
    @Inject(StartRuns) private readonly runs: StartRuns,
  ) {}

  @Post(':id/outputs')
  @TakesQuery({ dryRun: true })
  add(
    @Param('id') id: string,
    @Body(bodyPipe) body: AddOutputsBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.items.carryOut(
      { request, reply },
      {
        id,
        body,
        command: (asked) => ({ type: 'AddOutputs', ...asked, outputs: this.runs.outputs(body.outputs) }),
        tell: tellAddOutputs,
      },
    );
  }
}
