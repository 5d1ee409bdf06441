import { Body, Controller, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../../http/access.js';
import { bodyPipe } from '../../http/problems/validation.js';
import { Operation } from '../../http/operation.js';
import { AddOutputsBody, PublishBody } from './commands.dto.js';
import { describeAddOutputs, describePublish } from './describe-outcome.js';
import { addOutputsOperation, publishOperation } from './commands.operations.js';
import { publishOutputs } from './person-commands.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';

/** Adds outputs to a run that has already started (DOC-07), and publishes those that wait for a review. */
export function outputsController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class OutputsController {
    constructor(@Inject(services) private readonly services: ItemServices) {}

    @Post(':id/outputs')
    @Operation(addOutputsOperation(kind))
    async add(
      @Param('id') id: string,
      @Body(bodyPipe) body: AddOutputsBody,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const library = await this.services.starts.library(principalOf(request).ownerId);
      await this.services.requests.carryOut(
        { request, reply },
        {
          id,
          body,
          command: (context) => ({
            type: 'AddOutputs',
            ...context,
            ...this.services.starts.outputs(body.outputs, library),
          }),
          describer: describeAddOutputs,
        },
      );
    }

    @Post(':id/publish')
    @Operation(publishOperation(kind))
    publish(
      @Param('id') id: string,
      @Body(bodyPipe) body: PublishBody,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      return this.services.requests.carryOut(
        { request, reply },
        { id, body, command: publishOutputs(body), describer: describePublish },
      );
    }
  }
  return OutputsController;
}
