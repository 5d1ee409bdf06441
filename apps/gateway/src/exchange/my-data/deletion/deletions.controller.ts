import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isValid } from 'ulid';
import { principalOf } from '../../../kit/http/access.js';
import { jsonAnswer } from '../../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../../kit/http/operation.js';
import { TakesNoBody } from '../../../kit/http/problems/no-body.js';
import { notFound } from '../../../kit/http/problems/problem.js';
import { requiredBodyPipe } from '../../../kit/http/problems/validation.js';
import { isDryRun } from '../../../kit/http/requests/query-guard.js';
import { DeleteAccountBody, renderDeletion, type DeletionAnswer, type DeletionListAnswer } from './deletion.dto.js';
import * as operations from './deletion.operations.js';
import { Deletions } from './deletions.js';

const requireUserId = (id: string): string => {
  if (!isValid(id)) throw notFound();
  return id;
};

@Controller('api/v1')
export class DeletionsController {
  constructor(
    @Inject(Deletions) private readonly deletions: Deletions,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Post('me/deletion')
  @Operation(operations.deleteMyAccount)
  async deleteMine(
    @Body(requiredBodyPipe) body: DeleteAccountBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const by = principalOf(request);
    await this.#respond({ request, reply }, by.userId, body, () => this.deletions.requireOwnRight(by));
  }

  @Post('admin/users/:id/deletion')
  @Operation(operations.deleteAccount)
  async delete(
    @Param('id') id: string,
    @Body(requiredBodyPipe) body: DeleteAccountBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#respond({ request, reply }, requireUserId(id), body, () => Promise.resolve());
  }

  @Get('admin/users/:id/deletion')
  @Header('cache-control', 'no-store')
  @Operation(operations.getDeletion)
  async one(@Param('id') id: string): Promise<DeletionAnswer> {
    return renderDeletion(await this.deletions.find(requireUserId(id)));
  }

  @Delete('admin/users/:id/deletion')
  @HttpCode(204)
  @Operation(operations.cancelDeletion)
  @TakesNoBody()
  cancel(@Param('id') id: string): Promise<void> {
    return this.deletions.cancel(requireUserId(id));
  }

  @Get('admin/deletions')
  @Operation(operations.listDeletions)
  async list(): Promise<DeletionListAnswer> {
    return { items: (await this.deletions.list()).map(renderDeletion) };
  }

  async #respond(
    { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    userId: string,
    body: DeleteAccountBody,
    requireRight: () => Promise<void>,
  ): Promise<void> {
    if (isDryRun(request)) {
      void reply.code(200).send(await this.deletions.preview(userId, body));
      return;
    }
    await this.once.respond({ request, reply }, body, async () => {
      await requireRight();
      return jsonAnswer(202, renderDeletion(await this.deletions.start(principalOf(request), userId, body)));
    });
  }
}
