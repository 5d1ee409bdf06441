import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { OutputTestReport } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../http/access.js';
import { jsonAnswer } from '../../http/idempotency/http.js';
import { IdempotentRequests } from '../../http/idempotency/idempotent-requests.js';
import { Operation } from '../../http/operation.js';
import { parseRowId } from '../../http/parameters.js';
import { TakesNoBody } from '../../http/problems/no-body.js';
import { bodyPipe } from '../../http/problems/validation.js';
import { etagOfRevision } from '../../http/requests/change-at-revision.js';
import { hasFlag } from '../../http/requests/query-guard.js';
import { hasPassed, type UsedPreset } from './preset.js';
import { PresetBody, PresetFields, renderPreset, renderType } from './presets.dto.js';
import type { OutputTypeList, PresetAnswer, PresetList, PresetTestAnswer } from './presets.dto.js';
import * as operations from './presets.operations.js';
import { Presets } from './presets.js';

function tagged(reply: FastifyReply, used: UsedPreset): PresetAnswer {
  void reply.header('etag', etagOfRevision(used.preset));
  return renderPreset(used);
}

const renderReport = ({ items }: OutputTestReport): PresetTestAnswer => ({
  items,
  ok: hasPassed(items),
});

@Controller('api/v1/presets')
export class PresetsController {
  constructor(
    @Inject(Presets) private readonly presets: Presets,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Operation(operations.listPresets)
  async list(@CurrentUser() { ownerId }: Principal): Promise<PresetList> {
    return { items: (await this.presets.list(ownerId)).map(renderPreset) };
  }

  @Post()
  @Operation(operations.createPreset)
  create(@Body(bodyPipe) body: PresetBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) => {
      const used = await this.presets.add(owner, body);
      const location = `/api/v1/presets/${String(used.preset.id)}`;
      return jsonAnswer(201, renderPreset(used), { location, etag: etagOfRevision(used.preset) });
    });
  }

  @Post('test')
  @Operation(operations.testPresetSettings)
  test(@Body(bodyPipe) body: PresetFields, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) =>
      jsonAnswer(200, renderReport(await this.presets.test(owner, body))),
    );
  }

  @Get(':id')
  @Operation(operations.getPreset)
  async one(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PresetAnswer> {
    return tagged(reply, await this.presets.read(ownerId, parseRowId(id)));
  }

  @Put(':id')
  @Operation(operations.replacePreset)
  async replace(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyPipe) body: PresetFields,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PresetAnswer> {
    return tagged(reply, await this.presets.replace({ libraryId: ownerId, id: parseRowId(id), ifMatch }, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(operations.removePreset)
  @TakesNoBody()
  async remove(
    @CurrentUser() { ownerId, userId }: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const ref = { libraryId: ownerId, id: parseRowId(id), ifMatch };
    await this.presets.remove(ref, hasFlag(request, 'detach') ? userId : undefined);
  }

  @Post(':id/test')
  @Operation(operations.testPreset)
  @TakesNoBody()
  testSaved(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async ({ owner }) =>
      jsonAnswer(200, renderReport(await this.presets.testSaved(owner, parseRowId(id)))),
    );
  }
}

@Controller('api/v1/output-types')
export class OutputTypesController {
  constructor(@Inject(Presets) private readonly presets: Presets) {}

  @Get()
  @Operation(operations.listOutputTypes)
  async list(): Promise<OutputTypeList> {
    return { items: (await this.presets.types()).map(renderType) };
  }
}
