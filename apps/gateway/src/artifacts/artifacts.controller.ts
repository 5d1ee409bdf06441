import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { queryPipe } from '../problems/validation.js';
import { CurrentUser, NeedsScope } from '../tokens/auth.guard.js';
import type { Principal } from '../tokens/token.js';
import { itemOf, type ArtifactItem } from './artifact-item.js';
import { FileAnswers } from './file-answers.js';
import { OpensByLink } from './opens-by-link.js';
import { RecordingFiles } from './recording-files.js';
import { SignedLinkQuery } from './signed-query.dto.js';

export const ARTIFACTS = Symbol('ArtifactStore');

@Controller('api/v1/recordings/:id/artifacts')
@NeedsScope('read')
export class ArtifactsController {
  readonly #answers: FileAnswers;

  constructor(
    @Inject(RecordingFiles) private readonly files: RecordingFiles,
    @Inject(ARTIFACTS) store: ArtifactStore,
  ) {
    this.#answers = new FileAnswers(store);
  }

  @Get()
  async list(@CurrentUser() user: Principal, @Param('id') id: string): Promise<{ items: readonly ArtifactItem[] }> {
    return { items: (await this.files.list(user.ownerId, id)).map((artifact) => itemOf(id, artifact, this.files.path)) };
  }

  @Get(':name')
  @OpensByLink()
  async content(
    @Param('id') id: string,
    @Param('name') name: string,
    @Query(queryPipe) _: SignedLinkQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { visitor } = request;
    const artifact = await (visitor === undefined
      ? this.files.linked(id, name)
      : this.files.find(visitor.principal.ownerId, id, name));
    await this.#answers.answer(request, reply, artifact);
  }
}
