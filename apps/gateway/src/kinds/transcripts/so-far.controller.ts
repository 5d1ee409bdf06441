import { Controller, Get, Inject, Param, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import type { TokenOf } from '../../kit/provide.js';
import { sendJson } from './send-tagged.js';
import type { TranscriptsSoFar } from './transcripts-so-far.js';

interface SoFarEndpoint {
  readonly path: string;
  readonly transcripts: TokenOf<TranscriptsSoFar>;
  readonly operation: OperationOptions;
}

/** Returns the words of an item while the rest is still being transcribed. */
export function soFarController({ path, transcripts, operation }: SoFarEndpoint): Type {
  @Controller(`${path}/:id`)
  class SoFarController {
    constructor(@Inject(transcripts) private readonly soFar: TranscriptsSoFar) {}

    @Get('transcript/so-far')
    @Operation(operation)
    async read(
      @CurrentUser() user: Principal,
      @Param('id') id: string,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      await sendJson(await this.soFar.read(user.ownerId, id), { request, reply });
    }
  }
  return SoFarController;
}
