import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { OutputTestReport } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { parseRowId } from '../../kit/http/parameters.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { etagOfRevision } from '../../kit/http/requests/change-at-revision.js';
import { hasFlag } from '../../kit/http/requests/query-guard.js';
import { hasPassed, type UsedOwnOutput } from './own-output.js';
import { OwnOutputBody, OwnOutputFields, renderOwnOutput, renderType } from './own-outputs.dto.js';
import type { OutputTypeList, OwnOutputAnswer, OwnOutputList, OutputTestAnswer } from './own-outputs.dto.js';
import * as operations from './own-outputs.operations.js';
import { OwnOutputs } from './own-outputs.js';

function tagged(reply: FastifyReply, used: UsedOwnOutput): OwnOutputAnswer {
  void reply.header('etag', etagOfRevision(used.output));
  return renderOwnOutput(used);
}

const renderReport = ({ items }: OutputTestReport): OutputTestAnswer => ({
  items,
  ok: hasPassed(items),
});

@Controller('api/v1/own-outputs')
export class OwnOutputsController {
  constructor(
    @Inject(OwnOutputs) private readonly outputs: OwnOutputs,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Operation(operations.listOwnOutputs)
  async list(@CurrentUser() { ownerId }: Principal): Promise<OwnOutputList> {
    return { items: (await this.outputs.list(ownerId)).map(renderOwnOutput) };
  }

  @Post()
  @Operation(operations.createOwnOutput)
  create(@Body(bodyPipe) body: OwnOutputBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) => {
      const used = await this.outputs.add(owner, body);
      const location = `/api/v1/own-outputs/${String(used.output.id)}`;
      return jsonAnswer(201, renderOwnOutput(used), { location, etag: etagOfRevision(used.output) });
    });
  }

  @Post('test')
  @Operation(operations.testOwnOutputSettings)
  test(@Body(bodyPipe) body: OwnOutputFields, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) =>
      jsonAnswer(200, renderReport(await this.outputs.test(owner, body))),
    );
  }

  @Get(':id')
  @Operation(operations.getOwnOutput)
  async one(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnOutputAnswer> {
    return tagged(reply, await this.outputs.read(ownerId, parseRowId(id)));
  }

  @Put(':id')
  @Operation(operations.replaceOwnOutput)
  async replace(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyPipe) body: OwnOutputFields,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnOutputAnswer> {
    return tagged(reply, await this.outputs.replace({ libraryId: ownerId, id: parseRowId(id), ifMatch }, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(operations.removeOwnOutput)
  @TakesNoBody()
  async remove(
    @CurrentUser() { ownerId, userId }: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const ref = { libraryId: ownerId, id: parseRowId(id), ifMatch };
    await this.outputs.remove(ref, hasFlag(request, 'detach') ? userId : undefined);
  }

  @Post(':id/test')
  @Operation(operations.testOwnOutput)
  @TakesNoBody()
  testSaved(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async ({ owner }) =>
      jsonAnswer(200, renderReport(await this.outputs.testSaved(owner, parseRowId(id)))),
    );
  }
}

@Controller('api/v1/output-types')
export class OutputTypesController {
  constructor(@Inject(OwnOutputs) private readonly outputs: OwnOutputs) {}

  @Get()
  @Operation(operations.listOutputTypes)
  async list(): Promise<OutputTypeList> {
    return { items: (await this.outputs.types()).map(renderType) };
  }
}
