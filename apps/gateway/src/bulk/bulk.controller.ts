import { Body, Controller, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OwnedItems } from '../commands/owned-items.js';
import { pauseUntil } from '../commands/pause-until.js';
import { pauseRun } from '../commands/person-commands.js';
import { tellPause, tellRun } from '../commands/tellings.js';
import { invalid } from '../problems/problem.js';
import { bodyPipe, queryPipe } from '../problems/validation.js';
import { RunQuery } from '../runs/run-query.dto.js';
import { hasOverrides } from '../runs/has-overrides.js';
import { StartRuns } from '../runs/start-run.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { BULK_PAUSE_OUTCOMES, BULK_RUN_OUTCOMES } from './bulk-result.js';
import { BulkRequests } from './bulk-requests.js';
import { BulkPauseBody, BulkRunBody } from './bulk.dto.js';

/** Not what a pause is for: passed over without a word of reproach (RUN-21). */
const NOT_RUNNING: ReadonlySet<string> = new Set(['not-pausable', 'deleted', 'expired', 'erased']);

@Controller('api/v1/recordings/bulk')
@NeedsScope('write')
export class BulkController {
  constructor(
    @Inject(BulkRequests) private readonly bulk: BulkRequests,
    @Inject(OwnedItems) private readonly items: OwnedItems,
    @Inject(StartRuns) private readonly runs: StartRuns,
  ) {}

  @Post('run')
  async run(
    @Query(queryPipe) query: RunQuery,
    @Body(bodyPipe) body: BulkRunBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // Ignoring it would start what the client only wants to look at.
    if (query.dry_run === 'true')
      throw invalid([{ pointer: '/query/dry_run', message: 'is answered for one recording at a time, by /recordings/{id}/run' }]);
    this.runs.check(body);
    await this.bulk.carryOut(
      { request, reply },
      {
        body,
        outcomes: BULK_RUN_OUTCOMES,
        send: (sender, id) =>
          this.items.send(sender, id, (asked, state) =>
            this.runs.command({ assetId: id, commandId: sender.commandId, overrides: body }, { asked, state }),
          ),
        tell: tellRun(hasOverrides(body)),
        done: ({ code }) => (code === 'resumed' ? 'resumed' : 'started'),
        passedOver: new Set(),
      },
    );
  }

  @Post('pause')
  async pause(@Body(bodyPipe) body: BulkPauseBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    // Once for all: a body that says the end twice is nobody's refusal.
    pauseUntil(body, new Date(0).toISOString());
    await this.bulk.carryOut(
      { request, reply },
      {
        body,
        outcomes: BULK_PAUSE_OUTCOMES,
        send: (sender, id) => this.items.send(sender, id, pauseRun(body)),
        tell: tellPause,
        done: () => 'paused',
        passedOver: NOT_RUNNING,
      },
    );
  }
}
