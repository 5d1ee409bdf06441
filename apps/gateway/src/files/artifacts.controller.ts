import { Controller, Get, Inject, Param, Query, Req, Res, type Type } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { queryPipe } from '../http/problems/validation.js';
import { Operation } from '../http/operation.js';
import { CurrentUser } from '../people/tokens/auth.guard.js';
import type { Principal } from '../people/tokens/token.js';
import { itemOf } from './artifact-item.js';
import { contentOperation, listOperation, type ArtifactListAnswer } from './artifacts.operations.js';
import { FileAnswers } from './file-answers.js';
import { OpensByLink } from './opens-by-link.js';
import { SignedLinkQuery } from './signed-query.dto.js';
import type { ItemEndpoints } from '../items/item-endpoints.js';
import type { ItemServices } from '../items/item-services.js';

export const ARTIFACTS = Symbol('ArtifactStore');

export function artifactsController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(`${path}/:id/artifacts`)
  class ArtifactsController {
    readonly #answers: FileAnswers;

    constructor(
      @Inject(services) private readonly services: ItemServices,
      @Inject(ARTIFACTS) store: ArtifactStore,
    ) {
      this.#answers = new FileAnswers(store);
    }

    @Get()
    @Operation(listOperation(kind))
    async list(@CurrentUser() user: Principal, @Param('id') id: string): Promise<ArtifactListAnswer> {
      return {
        items: (await this.services.files.list(user.ownerId, id)).map((artifact) =>
          itemOf(id, artifact, this.services.files.path),
        ),
      };
    }

    @Get(':name')
    @Operation(contentOperation(kind))
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
        ? this.services.files.linked(id, name)
        : this.services.files.find(visitor.principal.ownerId, id, name));
      await this.#answers.answer(request, reply, artifact);
    }
  }
  return ArtifactsController;
}
