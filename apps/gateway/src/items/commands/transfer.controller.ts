import { Body, Controller, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import { isPresent } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../../kit/http/access.js';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import { requiredBodyPipe } from '../../kit/http/problems/validation.js';
import type { ItemKind } from '../item-kind.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { command, done } from './command-operation.js';
import { TargetField } from './target-field.js';
import { DONE_TEXTS, describeTransfer, requireWritable, transferItem } from './transfer.js';

@ApiSchema({ name: 'Transfer' })
export class TransferBody {
  @TargetField('The id of the library that gets the item.', true)
  library_id!: string;
}

const transferOperation = (kind: ItemKind): OperationOptions =>
  command(kind, {
    verb: 'transfer',
    summary: 'Move to another library',
    description:
      'You need the right to write in both libraries, and the other library needs room in its quotas. The item must be at rest: no run, review or delivery is open. ' +
      'Title, files, transcript, deliveries and history move along. The template is unbound, and the outputs and settings of earlier runs do not continue.',
    body: { type: TransferBody, required: true, example: { library_id: '01KTR8DXF5S6T7V8W9XYZABCDE' } },
    answers: [
      done(kind, 'Moved. The answer shows the item in its new library.', {
        code: 'transferred',
        detail: DONE_TEXTS.moved,
      }),
    ],
    problems: [
      'already-running',
      'outputs-held',
      'unconfirmed',
      'source-pending',
      'source-of-library',
      'belongs-to-channel',
      'quota-exceeded',
      'precondition-required',
    ],
  });

/** Moves items of every kind to another library of the person. */
export function transferController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class TransferController {
    constructor(@Inject(services) private readonly services: ItemServices) {}

    @Post(':id/transfer')
    @Operation(transferOperation(kind))
    async transfer(
      @Param('id') id: string,
      @Body(requiredBodyPipe) body: TransferBody,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const principal = principalOf(request);
      const { config } = await this.services.runs.library(principal.ownerId);
      const move = transferItem(body.library_id, config);
      let hadTemplate = false;
      await this.services.requests.carryOut(
        { request, reply },
        {
          id,
          body,
          beforehand: async () => {
            await this.services.queries.requireItem(principal.ownerId, id);
            requireWritable(principal, body.library_id);
            await this.services.transfers.requireRoom(principal.ownerId, id, body.library_id);
          },
          command: (context, { state, revision, personal }) => {
            hadTemplate = isPresent(state) && state.template !== undefined;
            return move(context, state, revision, personal);
          },
          describer: describeTransfer(() => hadTemplate),
        },
      );
    }
  }
  return TransferController;
}
