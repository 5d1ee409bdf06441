import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUnchanged } from '../http/requests/range.js';
import { requireMoment } from '../items/index.js';
import { queryPipe } from '../http/problems/validation.js';
import { Operation } from '../http/operation.js';
import { CurrentUser, type Principal } from '../http/access.js';
import type { TranscriptVersionsAnswer } from './transcript-answers.js';
import { notesOperation, transcriptOperation, versionsOperation } from './transcripts.operations.js';
import { TranscriptQuery } from './transcript.dto.js';
import { Transcripts, type TaggedContent, type TranscriptSelection } from './transcripts.js';

interface TextExchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly type: string;
}

async function send(tagged: TaggedContent<string>, { request, reply, type }: TextExchange): Promise<void> {
  void reply.header('etag', tagged.etag);
  if (isUnchanged(request.headers['if-none-match'], tagged.etag)) await reply.status(304).send();
  else await reply.header('content-type', `${type}; charset=utf-8`).send(await tagged.content());
}

const readSelection = ({ version, as_of }: TranscriptQuery): TranscriptSelection => ({
  version,
  moment: as_of === undefined ? undefined : requireMoment(as_of),
});

/** Transcripts for readers of the API. Their files are among the artifacts. */
@Controller('api/v1/recordings/:id')
export class TranscriptController {
  constructor(@Inject(Transcripts) private readonly transcripts: Transcripts) {}

  @Get('transcript')
  @Operation(transcriptOperation)
  async transcript(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) query: TranscriptQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { etag, content } = await this.transcripts.transcript(user.ownerId, id, readSelection(query));
    const json = async (): Promise<string> => JSON.stringify(await content());
    await send({ etag, content: json }, { request, reply, type: 'application/json' });
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
    await send(await this.transcripts.showNotes(user.ownerId, id), { request, reply, type: 'text/markdown' });
  }
}
