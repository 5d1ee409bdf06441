import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Moments } from '../../items/index.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { Operation } from '../../kit/http/operation.js';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { sendJson, sendTagged } from './send-tagged.js';
import type { TranscriptVersionsAnswer } from './transcript-answers.js';
import { notesOperation, transcriptOperation, versionsOperation } from './transcripts.operations.js';
import { TranscriptQuery } from './transcript.dto.js';
import { Transcripts } from './transcripts.js';

/** Transcripts for readers of the API. Their files are among the artifacts. */
@Controller('api/v1/recordings/:id')
export class TranscriptController {
  constructor(
    @Inject(Transcripts) private readonly transcripts: Transcripts,
    @Inject(Moments) private readonly moments: Moments,
  ) {}

  @Get('transcript')
  @Operation(transcriptOperation)
  async transcript(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) { version, as_of }: TranscriptQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const moment = as_of === undefined ? undefined : await this.moments.read(as_of);
    await sendJson(await this.transcripts.transcript(user.ownerId, id, { version, moment }), { request, reply });
  }

  @Get('transcript/versions')
  @Operation(versionsOperation)
  async versions(@CurrentUser() user: Principal, @Param('id') id: string): Promise<TranscriptVersionsAnswer> {
    return { items: await this.transcripts.versions(user.ownerId, id) };
  }

  @Get('show-notes')
  @Operation(notesOperation)
  async notes(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendTagged(await this.transcripts.showNotes(user.ownerId, id), { request, reply, type: 'text/markdown' });
  }
}
