import { Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, principalOf, type Principal } from '../../../kit/http/access.js';
import { jsonAnswer } from '../../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../../kit/http/operation.js';
import { TakesNoBody } from '../../../kit/http/problems/no-body.js';
import { ARTIFACTS, FileAnswers } from '../../../items/index.js';
import { PublicAddress } from '../../../people/index.js';
import type { DataExport } from './data-export.js';
import { EXPORTS_PATH, renderExport, type ExportAnswer, type ExportListAnswer } from './exports.dto.js';
import * as operations from './exports.operations.js';
import { Exports } from './exports.js';

@Controller(EXPORTS_PATH)
export class ExportsController {
  readonly #files: FileAnswers;

  constructor(
    @Inject(Exports) private readonly exports: Exports,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(ARTIFACTS) artifacts: ArtifactStore,
  ) {
    this.#files = new FileAnswers(artifacts);
  }

  @Get()
  @Operation(operations.listExports)
  async list(@CurrentUser() user: Principal): Promise<ExportListAnswer> {
    return { items: (await this.exports.list(user)).map((one) => this.#render(one)) };
  }

  @Post()
  @Operation(operations.startExport)
  @TakesNoBody()
  start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async () => {
      const started = await this.exports.start(principalOf(request));
      return jsonAnswer(202, this.#render(started), { location: `${EXPORTS_PATH}/${started.id}` });
    });
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @Operation(operations.getExport)
  async one(@CurrentUser() user: Principal, @Param('id') id: string): Promise<ExportAnswer> {
    return this.#render(await this.exports.find(user, id));
  }

  @Get(':id/archive')
  @Operation(operations.getArchive)
  async archive(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#files.answer(request, reply, await this.exports.archive(user, id));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(operations.deleteExport)
  @TakesNoBody()
  async remove(@CurrentUser() user: Principal, @Param('id') id: string): Promise<void> {
    await this.exports.remove(user, id);
  }

  #render(one: DataExport): ExportAnswer {
    return renderExport(one, this.address.basePath);
  }
}
