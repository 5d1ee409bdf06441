import { Controller, Get, Inject, Param, Req, Res, type Type } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Operation } from '../../kit/http/operation.js';
import { Problem } from '../../kit/http/problems/problem.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { toSafeName } from './archive-names.js';
import { archiveOperation } from './artifacts.operations.js';
import { ARTIFACTS } from './artifacts.js';
import { requireStored } from './file-answers.js';
import { createArchive, listArchivedFiles } from './item-archive.js';
import { sendArchive } from './send-archive.js';

/** All files of an item in one archive, which is written while it is sent. */
export function archiveController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(`${path}/:id/archive`)
  class ArchiveController {
    constructor(
      @Inject(services) private readonly services: ItemServices,
      @Inject(ARTIFACTS) private readonly store: ArtifactStore,
    ) {}

    @Get()
    @Operation(archiveOperation(kind))
    async archive(
      @CurrentUser() user: Principal,
      @Param('id') id: string,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const { recording, files: artifacts } = await this.services.files.offered(user.ownerId, id);
      if (artifacts.length === 0) throw new Problem('no-file-yet');
      const files = listArchivedFiles(artifacts, recording.personal.fileName);
      // A problem cannot be told once the archive has begun.
      for (const { artifact } of files) await requireStored(this.store, artifact);
      const mtime = new Date(recording.asset.registeredAt);
      const archive = await createArchive(
        this.store,
        files.map((file) => ({ ...file, mtime })),
      );
      await sendArchive(request, reply, archive, toSafeName(recording.personal.title ?? '', kind.noun));
    }
  }
  return ArchiveController;
}
