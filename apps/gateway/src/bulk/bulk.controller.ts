import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OwnedItems } from '../commands/owned-items.js';
import { bodyPipe } from '../problems/validation.js';
import { StartRuns } from '../runs/start-run.js';
import { RUN_QUERY, TakesQuery } from '../requests/query-guard.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { BulkActions } from './bulk-actions.js';
import { BulkRequests } from './bulk-requests.js';
import { BulkPauseBody, BulkRunBody } from './bulk.dto.js';

@Controller('api/v1/recordings/bulk')
@NeedsScope('write')
export class BulkController {
  readonly #actions: BulkActions;

  constructor(
    @Inject(BulkRequests) bulk: BulkRequests,
    @Inject(OwnedItems) items: OwnedItems,
    @Inject(StartRuns) runs: StartRuns,
  ) {
    this.#actions = new BulkActions(bulk, items, runs);
  }

  @Post('run')
  @TakesQuery(RUN_QUERY)
  run(@Body(bodyPipe) body: BulkRunBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#actions.run({ request, reply }, { body, selection: { ids: body.recording_ids, filters: body.filters } });
  }

  @Post('pause')
  @TakesQuery({ dryRun: true })
  pause(@Body(bodyPipe) body: BulkPauseBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#actions.pause({ request, reply }, body, { ids: body.recording_ids, filters: body.filters });
  }
}
