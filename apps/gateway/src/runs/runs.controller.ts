import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ItemRequests } from '../commands/item-requests.js';
import { OwnedItems } from '../commands/owned-items.js';
import { tellRun } from '../commands/tellings.js';
import { commandIdOf, keyedRequest } from '../idempotency/http.js';
import { bodyPipe } from '../problems/validation.js';
import { RUN_QUERY, TakesQuery, isDryRun } from '../requests/query-guard.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { dryRun, type DryRun } from './dry-run.js';
import { RunOverrides } from './run-overrides.dto.js';
import { hasOverrides } from './has-overrides.js';
import { StartRuns } from './start-run.js';

@Controller('api/v1/recordings')
@NeedsScope('write')
export class RunsController {
  constructor(
    @Inject(ItemRequests) private readonly requests: Pick<ItemRequests, 'carryOut'>,
    @Inject(OwnedItems) private readonly items: OwnedItems,
    @Inject(StartRuns) private readonly runs: StartRuns,
  ) {}

  @Post(':id/run')
  @TakesQuery(RUN_QUERY)
  async run(
    @Param('id') id: string,
    @Body(bodyPipe) overrides: RunOverrides,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (isDryRun(request)) {
      await reply.status(200).send(await this.preview(id, overrides, request));
      return;
    }
    await this.requests.carryOut(
      { request, reply },
      {
        id,
        body: overrides,
        command: (asked, { sender, state }) =>
          this.runs.command({ assetId: id, commandId: sender.commandId, overrides }, { asked, state }),
        tell: tellRun(hasOverrides(overrides)),
      },
    );
  }

  /** Takes up no Idempotency-Key: the run itself may come under the same one. */
  private async preview(id: string, overrides: RunOverrides, request: FastifyRequest): Promise<DryRun> {
    const keyed = keyedRequest(request);
    const { state, now, by } = await this.items.look(keyed, id);
    const command = this.runs.command({ assetId: id, commandId: commandIdOf(keyed), overrides }, { asked: { now, by }, state });
    return dryRun(id, state, { command, hasOverrides: hasOverrides(overrides) });
  }
}
