import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { watchDisconnect } from '../../kit/http/requests/read-deadline.js';
import { ShowsRows } from '../../adapters/projection/index.js';
import { EVENT_EXAMPLE } from '../history/event-answer.js';
import { Activity } from './activity.js';
import { ActivityAnswer, ActivityQuery } from './activity.dto.js';

const example = {
  items: [
    {
      ...EVENT_EXAMPLE,
      id: '131.0',
      type: 'StepCompleted',
      detail: { step: 'TRANSCRIBE' },
      status_after: 'PROCESSED',
      message: 'Transcription finished in 4 min 10 s',
      item: { id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11', kind: 'recording', title: 'Weekly talk', deleted: false },
    },
  ],
  next_cursor: null,
};

const listActivity: OperationOptions = {
  id: 'listActivity',
  tag: 'items',
  scope: 'read',
  summary: 'List what happened in the library',
  description:
    'Milestones of all items, newest first: what arrived, what was transcribed, filed and delivered, what has finally failed, and most of what people did, without starts of runs. `GET …/events` of an item has all of its events. What happened in another system and was imported is left out.',
  answers: [{ status: 200, description: 'Milestones.', type: ActivityAnswer, example }],
  problems: [],
};

@Controller('api/v1/activity')
export class ActivityController {
  constructor(@Inject(Activity) private readonly activity: Activity) {}

  @Get()
  @Operation(listActivity)
  @ShowsRows()
  list(
    @CurrentUser() { ownerId }: Principal,
    @Query(queryPipe) query: ActivityQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActivityAnswer> {
    return this.activity.page(ownerId, query, watchDisconnect(reply));
  }
}
