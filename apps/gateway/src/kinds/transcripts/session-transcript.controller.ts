import { Body, Controller, Get, Headers, Inject, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { commandIdOf, jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { changeSpeakerName } from './changes.js';
import type { Corrections } from './corrections.js';
import { sendJson } from './send-tagged.js';
import { SESSION_CORRECTIONS, SESSION_TRANSCRIPTS } from './session-transcripts.js';
import { SpeakerNameBody } from './transcript.dto.js';
import { etagOf } from './transcript-item.js';
import { nameSessionSpeakerOperation, sessionTranscriptOperation } from './transcripts.operations.js';
import type { Transcripts } from './transcripts.js';

/** The transcript of a session, and the names of its speakers. `download` has the same words as files. */
@Controller('api/v1/sessions/:id')
export class SessionTranscriptController {
  constructor(
    @Inject(SESSION_TRANSCRIPTS) private readonly transcripts: Transcripts,
    @Inject(SESSION_CORRECTIONS) private readonly corrections: Corrections,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get('transcript')
  @Operation(sessionTranscriptOperation)
  async transcript(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendJson(await this.transcripts.transcript(user.ownerId, id), { request, reply });
  }

  @Put('transcript/speakers/:speaker')
  @Operation(nameSessionSpeakerOperation)
  nameSpeaker(
    @Param() { id = '', speaker = '' }: Readonly<Record<string, string>>,
    @Body(bodyPipe) body: SpeakerNameBody,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, async (keyed) => {
      const sender = { by: keyed.by, owner: keyed.owner, commandId: commandIdOf(keyed) };
      const change = changeSpeakerName(speaker, body.name);
      const { asset, found } = await this.corrections.correct(sender, id, { change, ifMatch });
      const { current: _, earlier_run: _earlier, ...facts } = found.facts;
      return jsonAnswer(200, { ...facts, revision: asset.revision }, { etag: etagOf(found) });
    });
  }
}
