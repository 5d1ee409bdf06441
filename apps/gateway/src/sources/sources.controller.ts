import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../kit/http/access.js';
import { jsonAnswer, readKeyedRequest, sendAnswer, type KeyedRequest } from '../kit/http/idempotency/http.js';
import type { StoredAnswer } from '../kit/http/idempotency/idempotency-store.js';
import { IdempotentRequests } from '../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../kit/http/operation.js';
import { parseRowId } from '../kit/http/parameters.js';
import { TakesNoBody } from '../kit/http/problems/no-body.js';
import { bodyPipe } from '../kit/http/problems/validation.js';
import { etagOfRevision } from '../kit/http/requests/change-at-revision.js';
import { invalid } from '../kit/http/problems/problem.js';
import { hasValue } from '../kit/http/requests/has-value.js';
import { describeWrongDay, isDayOrInstant, resolveRangeEnd, resolveRangeStart } from '../kit/http/requests/instant.js';
import { hasFlag, isDryRun } from '../kit/http/requests/query-guard.js';
import { SourceBody, SourceFields, SyncBody, renderSource, renderSync, renderTest } from './sources.dto.js';
import type { SourceAnswer, SourceList, SourceTypeList, SyncAnswer, SyncList } from './sources.dto.js';
import * as operations from './sources.operations.js';
import type { ShownSource } from './shown-source.js';
import { Sources } from './sources.js';
import type { SyncRequest } from './syncs/source-syncs.js';

const PATH = '/api/v1/sources';

function tagged(reply: FastifyReply, shown: ShownSource): SourceAnswer {
  void reply.header('etag', etagOfRevision(shown.source));
  return renderSource(shown);
}

function toRequest({ from_date: from, to_date: to }: SyncBody, dryRun: boolean): SyncRequest {
  const wrong = Object.entries({ from_date: from, to_date: to }).filter(([, text]) => hasValue(text) && !isDayOrInstant(text));
  if (wrong.length > 0) throw invalid(wrong.map(([name, text]) => ({ pointer: `/${name}`, message: describeWrongDay(text) })));
  return {
    trigger: 'user',
    dryRun,
    from: hasValue(from) ? new Date(resolveRangeStart(from)).toISOString() : undefined,
    to: hasValue(to) ? new Date(resolveRangeEnd(to)).toISOString() : undefined,
  };
}

@Controller('api/v1/sources')
export class SourcesController {
  constructor(
    @Inject(Sources) private readonly sources: Sources,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Operation(operations.listSources)
  async list(@CurrentUser() { ownerId }: Principal): Promise<SourceList> {
    return { items: (await this.sources.list(ownerId)).map(renderSource) };
  }

  @Post()
  @Operation(operations.createSource)
  create(@Body(bodyPipe) body: SourceBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) => {
      const shown = await this.sources.add(owner, body);
      const location = `${PATH}/${String(shown.source.id)}`;
      return jsonAnswer(201, renderSource(shown), { location, etag: etagOfRevision(shown.source) });
    });
  }

  @Post('test')
  @Operation(operations.testSourceSettings)
  test(@Body(bodyPipe) body: SourceFields, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) =>
      jsonAnswer(200, renderTest(await this.sources.test(owner, body))),
    );
  }

  @Get(':id')
  @Operation(operations.getSource)
  async one(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SourceAnswer> {
    return tagged(reply, await this.sources.read(ownerId, parseRowId(id)));
  }

  @Put(':id')
  @Operation(operations.replaceSource)
  async replace(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyPipe) body: SourceBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SourceAnswer> {
    return tagged(reply, await this.sources.replace({ libraryId: ownerId, id: parseRowId(id), ifMatch }, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(operations.removeSource)
  @TakesNoBody()
  async remove(
    @CurrentUser() { ownerId, userId }: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const at = { libraryId: ownerId, id: parseRowId(id), ifMatch };
    await this.sources.remove(at, hasFlag(request, 'detach') ? userId : undefined);
  }

  @Post(':id/test')
  @Operation(operations.testSource)
  @TakesNoBody()
  testSaved(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async ({ owner }) =>
      jsonAnswer(200, renderTest(await this.sources.testSaved(owner, parseRowId(id)))),
    );
  }

  @Post(':id/pause')
  @Operation(operations.pauseSource)
  @TakesNoBody()
  pause(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.setPaused(id, true, { request, reply });
  }

  @Post(':id/resume')
  @Operation(operations.resumeSource)
  @TakesNoBody()
  resume(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.setPaused(id, false, { request, reply });
  }

  @Post(':id/sync')
  @Operation(operations.syncSource)
  async sync(
    @Param('id') id: string,
    @Body(bodyPipe) body: SyncBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const dryRun = isDryRun(request);
    const answer = async ({ owner }: KeyedRequest): Promise<StoredAnswer> => {
      // A source that does not exist is 404, whatever the dates are.
      await this.sources.find(owner, parseRowId(id));
      const sync = await this.sources.sync(owner, parseRowId(id), toRequest(body, dryRun));
      const location = `${PATH}/${id}/syncs/${sync.id}`;
      return jsonAnswer(sync.state === 'running' ? 202 : 200, renderSync(sync), { location });
    };
    // A dry run uses up no Idempotency-Key: the sync itself may follow with the same one.
    if (dryRun) sendAnswer(reply, await answer(readKeyedRequest(request)));
    else await this.once.respond({ request, reply }, body, answer);
  }

  @Get(':id/syncs')
  @Operation(operations.listSyncs)
  async syncs(@CurrentUser() { ownerId }: Principal, @Param('id') id: string): Promise<SyncList> {
    return { items: (await this.sources.listSyncs(ownerId, parseRowId(id))).map(renderSync) };
  }

  @Get(':id/syncs/:sync_id')
  @Operation(operations.getSync)
  async oneSync(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Param('sync_id') syncId: string,
  ): Promise<SyncAnswer> {
    return renderSync(await this.sources.readSync(ownerId, parseRowId(id), syncId));
  }

  private setPaused(
    id: string,
    isPaused: boolean,
    exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  ): Promise<void> {
    return this.once.respond(exchange, null, async ({ owner }) => {
      const shown = await this.sources.setPaused(owner, parseRowId(id), isPaused);
      return jsonAnswer(200, renderSource(shown), { etag: etagOfRevision(shown.source) });
    });
  }
}

@Controller('api/v1/source-types')
export class SourceTypesController {
  constructor(@Inject(Sources) private readonly sources: Sources) {}

  @Get()
  @Operation(operations.listSourceTypes)
  async list(): Promise<SourceTypeList> {
    return { items: await this.sources.types() };
  }
}
