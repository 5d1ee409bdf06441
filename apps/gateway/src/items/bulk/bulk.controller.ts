import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyPipe } from '../../http/problems/validation.js';
import { Operation } from '../../http/operation.js';
import { RECORDINGS, type ItemServices } from '../item-services.js';
import { RECORDING_KIND } from '../recording-kind.js';
import { bulkPauseOperation, bulkRunOperation } from './bulk-answers.js';
import { BulkPauseBody, BulkRunBody } from './bulk.dto.js';

@Controller('api/v1/recordings/bulk')
export class BulkController {
  constructor(@Inject(RECORDINGS) private readonly recordings: ItemServices) {}

  @Post('run')
  @Operation(bulkRunOperation({ kind: RECORDING_KIND, body: BulkRunBody }))
  run(@Body(bodyPipe) body: BulkRunBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.recordings.bulk.run({ request, reply }, { body, selection: { ids: body.recording_ids, filters: body.filters } });
  }

  @Post('pause')
  @Operation(bulkPauseOperation({ kind: RECORDING_KIND, body: BulkPauseBody }))
  pause(@Body(bodyPipe) body: BulkPauseBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.recordings.bulk.pause({ request, reply }, body, { ids: body.recording_ids, filters: body.filters });
  }
}
