import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import { RECORDING_STATUSES, type RecordingStatus } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChoiceField, ChoicesField, FlagField } from '../http/fields.js';
import { Operation } from '../http/operation.js';
import { bodyPipe } from '../http/problems/validation.js';
import {
  bulkPauseOperation,
  bulkRunOperation,
  FiltersField,
  IdsField,
  ItemFilters,
  MISSING_TRANSCRIPT,
  PauseBody,
  RECORDING_KIND,
  RECORDINGS,
  RunOverrides,
  type ItemServices,
} from '../items/index.js';
import { TRANSCRIPT_FILTERS, type TranscriptFilter } from '../projection/index.js';

export class BulkFilters extends ItemFilters {
  @ChoicesField('Any of these.', RECORDING_STATUSES, { minItems: 1 })
  status?: RecordingStatus[];

  @FlagField('Recordings with a transcript of draft quality, or the others.')
  draft?: boolean;

  @ChoiceField(MISSING_TRANSCRIPT, TRANSCRIPT_FILTERS)
  transcript?: TranscriptFilter;
}

@ApiSchema({ name: 'BulkRun' })
class BulkRunBody extends RunOverrides {
  @IdsField('recording')
  recording_ids?: string[];

  @FiltersField('recording', BulkFilters)
  filters?: BulkFilters;
}

@ApiSchema({ name: 'BulkPause' })
class BulkPauseBody extends PauseBody {
  @IdsField('recording')
  recording_ids?: string[];

  @FiltersField('recording', BulkFilters)
  filters?: BulkFilters;
}

@Controller('api/v1/recordings/bulk')
export class RecordingBulkController {
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
