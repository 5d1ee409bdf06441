import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUnchanged } from '../artifacts/range.js';
import { momentOf } from '../as-of/moment.js';
import { queryPipe } from '../problems/validation.js';
import { CurrentUser, NeedsScope } from '../tokens/auth.guard.js';
import type { Principal } from '../tokens/token.js';
import { TranscriptQuery } from './transcript.dto.js';
import { Transcripts, type Tagged, type VersionItem, type Wanted } from './transcripts.js';

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly type: string;
}

async function send(tagged: Tagged<string>, { request, reply, type }: Exchange): Promise<void> {
  void reply.header('etag', tagged.etag);
  if (isUnchanged(request.headers['if-none-match'], tagged.etag)) await reply.status(304).send();
  else await reply.header('content-type', `${type}; charset=utf-8`).send(await tagged.content());
}

const wantedOf = ({ version, as_of }: TranscriptQuery): Wanted => ({
  version,
  moment: as_of === undefined ? undefined : momentOf(as_of),
});

/** What was said, for those who read it here; as files it stands among the artifacts. */
@Controller('api/v1/recordings/:id')
@NeedsScope('read')
export class TranscriptController {
  constructor(@Inject(Transcripts) private readonly transcripts: Transcripts) {}

  @Get('transcript')
  async transcript(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) query: TranscriptQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { etag, content } = await this.transcripts.transcript(user.ownerId, id, wantedOf(query));
    const json = async (): Promise<string> => JSON.stringify(await content());
    await send({ etag, content: json }, { request, reply, type: 'application/json' });
  }

  @Get('transcript/versions')
  async versions(@CurrentUser() user: Principal, @Param('id') id: string): Promise<{ readonly items: readonly VersionItem[] }> {
    return { items: await this.transcripts.versions(user.ownerId, id) };
  }

  @Get('show-notes')
  async notes(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(await this.transcripts.showNotes(user.ownerId, id), { request, reply, type: 'text/markdown' });
  }
}
