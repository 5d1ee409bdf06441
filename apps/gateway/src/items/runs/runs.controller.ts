import { Body, Controller, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeRun } from '../commands/describe-outcome.js';
import { commandIdOf, readKeyedRequest } from '../../http/idempotency/http.js';
import { bodyPipe } from '../../http/problems/validation.js';
import { RUN_QUERY, TakesQuery, isDryRun } from '../../http/requests/query-guard.js';
import { Operation } from '../../http/operation.js';
import { previewRun, type DryRun } from './dry-run.js';
import { RunOverrides } from './run-overrides.dto.js';
import { hasOverrides } from './has-overrides.js';
import type { ItemEndpoints } from '../item-endpoints.js';
import type { ItemServices } from '../item-services.js';
import { runOperation } from './run.operation.js';

export function runsController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class RunsController {
    constructor(@Inject(services) private readonly services: ItemServices) {}

    @Post(':id/run')
    @Operation(runOperation(kind))
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
      await this.services.requests.carryOut(
        { request, reply },
        {
          id,
          body: overrides,
          command: (context, { sender, state }) =>
            this.services.starts.command({ assetId: id, commandId: sender.commandId, overrides }, { context, state }),
          describer: describeRun(hasOverrides(overrides)),
        },
      );
    }

    /** Uses up no Idempotency-Key: the run itself may follow with the same one. */
    private async preview(id: string, overrides: RunOverrides, request: FastifyRequest): Promise<DryRun> {
      const keyed = readKeyedRequest(request);
      const { state, now, by } = await this.services.items.look(keyed, id);
      const command = this.services.starts.command(
        { assetId: id, commandId: commandIdOf(keyed), overrides },
        { context: { now, by }, state },
      );
      return previewRun(id, state, { command, hasOverrides: hasOverrides(overrides) });
    }
  }
  return RunsController;
}
