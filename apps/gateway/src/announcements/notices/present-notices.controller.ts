import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import { watchDisconnect } from '../../kit/http/requests/read-deadline.js';
import { PresentNotices } from './present-notices.js';
import { PresentNoticesAnswer } from './present-notices.dto.js';

const example: PresentNoticesAnswer = {
  items: [
    {
      key: 'failed:0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11:2026-02-05T10:00:00.000Z',
      kind: 'failed',
      text: '“Weekly talk” has failed at the stage transcribe (engine-failed). Look at the reason, then run it again.',
      path: '/recordings/0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
      item: { cause: 'failed', title: 'Weekly talk', step: 'TRANSCRIBE', code: 'engine-failed' },
    },
  ],
  more: false,
};

const listNotices: OperationOptions = {
  id: 'listNotices',
  tag: 'notices',
  scope: 'read',
  summary: 'List the present notices',
  description:
    'What mails would tell of your library now, in their words. A notice ends by itself when its cause does. Mails need not be on.',
  answers: [{ status: 200, description: 'The present notices.', type: PresentNoticesAnswer, example }],
  problems: [],
};

@Controller('api/v1/notices')
export class PresentNoticesController {
  constructor(@Inject(PresentNotices) private readonly notices: PresentNotices) {}

  @Get()
  @Operation(listNotices)
  list(@CurrentUser() { ownerId }: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<PresentNoticesAnswer> {
    return this.notices.list(ownerId, watchDisconnect(reply));
  }
}
