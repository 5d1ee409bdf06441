import { Body, Controller, Delete, Get, Header, Headers, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, principalOf, type Principal } from '../../kit/http/access.js';
import { jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { bodyPipe, requiredBodyPipe } from '../../kit/http/problems/validation.js';
import { etagOfRevision } from '../../kit/http/requests/change-at-revision.js';
import { ChangeLibrary, CreateLibrary, type LibraryDetailsAnswer, type LibraryList } from './libraries.dto.js';
import * as operations from './libraries.operations.js';
import { Libraries } from './libraries.js';
import type { LibraryDetails } from './library-store.js';

const renderLibrary = (library: LibraryDetails, { ownerId }: Principal): LibraryDetailsAnswer => ({
  id: library.id,
  name: library.name,
  personal: library.isPersonal,
  role: library.role,
  members: library.members,
  current: library.id === ownerId,
  created_at: library.createdAt,
  version: String(library.revision),
});

function tagged(reply: FastifyReply, library: LibraryDetails, by: Principal): LibraryDetailsAnswer {
  void reply.header('etag', etagOfRevision(library));
  return renderLibrary(library, by);
}

@Controller('api/v1/libraries')
export class LibrariesController {
  constructor(
    @Inject(Libraries) private readonly libraries: Libraries,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Operation(operations.listLibraries)
  async list(@CurrentUser() by: Principal): Promise<LibraryList> {
    return { items: (await this.libraries.list(by)).map((library) => renderLibrary(library, by)) };
  }

  @Post()
  @Operation(operations.createLibrary)
  create(@Body(bodyPipe) body: CreateLibrary, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async () => {
      const by = principalOf(request);
      const made = await this.libraries.add(by, body.name);
      const location = `/api/v1/libraries/${made.id}`;
      return jsonAnswer(201, renderLibrary(made, by), { location, etag: etagOfRevision(made) });
    });
  }

  @Get(':id')
  @Operation(operations.getLibrary)
  async one(
    @CurrentUser() by: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LibraryDetailsAnswer> {
    return tagged(reply, await this.libraries.find(by, id), by);
  }

  @Patch(':id')
  @Operation(operations.renameLibrary)
  async rename(
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(requiredBodyPipe) { name }: ChangeLibrary,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LibraryDetailsAnswer> {
    const by = principalOf(request);
    return tagged(reply, await this.libraries.rename(by, id, { name, ifMatch }), by);
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(operations.deleteLibrary)
  @TakesNoBody()
  remove(@CurrentUser() by: Principal, @Param('id') id: string): Promise<void> {
    return this.libraries.remove(by, id);
  }
}
