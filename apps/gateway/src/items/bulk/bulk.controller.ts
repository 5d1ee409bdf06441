import { Body, Controller, Inject, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation } from '../../kit/http/operation.js';
import { bodyPipeOf } from '../../kit/http/problems/validation.js';
import type { Model } from '../../kit/http/schemas.js';
import { PauseBody } from '../commands/commands.dto.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { RunOverrides } from '../runs/run-overrides.dto.js';
import { bulkPauseOperation, bulkRunOperation } from './bulk-answers.js';
import { MAX_ITEMS, readSelection, selectingBody, type SelectionFields } from './bulk.dto.js';

/** Runs and pauses many items of a kind. `filters`: the model of the conditions that select them. */
export function bulkController({ path, services, kind }: ItemEndpoints, filters: Model): Type {
  const selected = { kind, filters, most: MAX_ITEMS };
  const runBody = selectingBody('BulkRun', RunOverrides, selected);
  const pauseBody = selectingBody('BulkPause', PauseBody, selected);

  @Controller(`${path}/bulk`)
  class BulkController {
    constructor(@Inject(services) private readonly items: ItemServices) {}

    @Post('run')
    @Operation(bulkRunOperation({ kind, body: runBody }))
    run(
      @Body(bodyPipeOf(runBody)) body: RunOverrides & SelectionFields,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      return this.items.bulk.run({ request, reply }, { body, selection: readSelection(body) });
    }

    @Post('pause')
    @Operation(bulkPauseOperation({ kind, body: pauseBody }))
    pause(
      @Body(bodyPipeOf(pauseBody)) body: PauseBody & SelectionFields,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      return this.items.bulk.pause({ request, reply }, body, readSelection(body));
    }
  }
  return BulkController;
}
