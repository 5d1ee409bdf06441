import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../kit/http/access.js';
import { jsonAnswer } from '../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../kit/http/operation.js';
import { parseRowId } from '../kit/http/parameters.js';
import { TakesNoBody } from '../kit/http/problems/no-body.js';
import { bodyPipe } from '../kit/http/problems/validation.js';
import { etagOfRevision } from '../kit/http/requests/change-at-revision.js';
import { hasFlag } from '../kit/http/requests/query-guard.js';
import type { UsedTemplate } from './template.js';
import { TemplateBody, renderTemplate, type TemplateAnswer, type TemplateList } from './templates.dto.js';
import * as operations from './templates.operations.js';
import { Templates } from './templates.js';

function tagged(reply: FastifyReply, used: UsedTemplate): TemplateAnswer {
  void reply.header('etag', etagOfRevision(used.template));
  return renderTemplate(used);
}

@Controller('api/v1/templates')
export class TemplatesController {
  constructor(
    @Inject(Templates) private readonly templates: Templates,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Operation(operations.listTemplates)
  async list(@CurrentUser() { ownerId }: Principal): Promise<TemplateList> {
    return { items: (await this.templates.list(ownerId)).map(renderTemplate) };
  }

  @Post()
  @Operation(operations.createTemplate)
  create(@Body(bodyPipe) body: TemplateBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) => {
      const made = await this.templates.add(owner, body);
      const location = `/api/v1/templates/${String(made.template.id)}`;
      return jsonAnswer(201, renderTemplate(made), { location, etag: etagOfRevision(made.template) });
    });
  }

  @Get(':id')
  @Operation(operations.getTemplate)
  async one(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TemplateAnswer> {
    return tagged(reply, await this.templates.read(ownerId, parseRowId(id)));
  }

  @Put(':id')
  @Operation(operations.replaceTemplate)
  async replace(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyPipe) body: TemplateBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TemplateAnswer> {
    return tagged(reply, await this.templates.replace({ libraryId: ownerId, id: parseRowId(id), ifMatch }, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(operations.removeTemplate)
  @TakesNoBody()
  async remove(
    @CurrentUser() { ownerId, userId }: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const at = { libraryId: ownerId, id: parseRowId(id), ifMatch };
    await this.templates.remove(at, hasFlag(request, 'detach') ? userId : undefined);
  }
}
