import { Controller, Get, Inject, Param, Query, Req, Res, type Type } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { TextField } from '../../kit/http/fields.js';
import { Operation } from '../../kit/http/operation.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { OpensByLink, SignedLinks } from '../../people/index.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { itemOf } from './artifact-item.js';
import { contentOperation, listOperation, type ArtifactListAnswer } from './artifacts.operations.js';
import { ARTIFACTS } from './artifacts.js';
import { FileAnswers } from './file-answers.js';
import { sumArchived } from './item-archive.js';

/** The query of a signed link. Ignored for a caller who may read the file anyway. */
class SignedLinkQuery {
  @TextField('Part of a signed link: when it expires.', {
    pattern: /^\d{1,12}$/,
    message: 'expires must be taken from a signed link',
  })
  expires?: string;

  @TextField('Part of a signed link: proves that this server made it, for this file and time.', {
    pattern: /^[A-Za-z0-9_-]{43}$/,
    message: 'signature must be taken from a signed link',
  })
  signature?: string;
}

export function artifactsController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(`${path}/:id/artifacts`)
  class ArtifactsController {
    readonly #answers: FileAnswers;

    constructor(
      @Inject(services) private readonly services: ItemServices,
      @Inject(SignedLinks) private readonly links: SignedLinks,
      @Inject(ARTIFACTS) store: ArtifactStore,
    ) {
      this.#answers = new FileAnswers(store);
    }

    @Get()
    @Operation(listOperation(kind))
    async list(@CurrentUser() user: Principal, @Param('id') id: string): Promise<ArtifactListAnswer> {
      const { files } = await this.services.files.offered(user.ownerId, id);
      return {
        items: files.map((artifact) => itemOf(id, artifact, this.services.files.path)),
        archive_size: sumArchived(files),
      };
    }

    @Get(':name')
    @Operation(contentOperation(kind))
    @OpensByLink()
    async content(
      @Param('id') id: string,
      @Param('name') name: string,
      @Query(queryPipe) { expires = '' }: SignedLinkQuery,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const { visitor } = request;
      const artifact = await (visitor === undefined
        ? this.services.files.linked(id, name, this.links.signedAt(expires))
        : this.services.files.find(visitor.principal.ownerId, id, name));
      await this.#answers.answer(request, reply, artifact);
    }
  }
  return ArtifactsController;
}
