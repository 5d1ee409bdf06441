import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Operation } from '../../kit/http/operation.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { selectionArchiveOperation, SelectionArchiveQuery } from './selection-archive.operations.js';
import { SelectionArchives } from './selection-archive.js';
import { sendArchive } from './send-archive.js';

const NAME = 'throughline';

@Controller('api/v1/items/archive')
export class SelectionArchiveController {
  constructor(@Inject(SelectionArchives) private readonly archives: SelectionArchives) {}

  @Get()
  @Operation(selectionArchiveOperation)
  async archive(
    @CurrentUser() user: Principal,
    @Query(queryPipe) { ids, files }: SelectionArchiveQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendArchive(request, reply, await this.archives.create(user.ownerId, ids, files), NAME);
  }
}
