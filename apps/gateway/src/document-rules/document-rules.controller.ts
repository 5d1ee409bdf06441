import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ShowsRows } from '../adapters/projection/index.js';
import { BulkCommands, answerPreview } from '../batches/bulk/index.js';
import { CurrentUser, type Principal } from '../kit/http/access.js';
import { jsonAnswer } from '../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../kit/http/operation.js';
import { parseRowId } from '../kit/http/parameters.js';
import { TakesNoBody } from '../kit/http/problems/no-body.js';
import { bodyPipe } from '../kit/http/problems/validation.js';
import { etagOfRevision } from '../kit/http/requests/change-at-revision.js';
import type { UsedDocumentRule } from './document-rule.js';
import {
  DocumentRuleBody,
  renderRule,
  renderSuggestion,
  type DocumentRuleAnswer,
  type DocumentRuleList,
  type RuleSuggestionList,
} from './document-rules.dto.js';
import * as operations from './document-rules.operations.js';
import { DocumentRules } from './document-rules.js';
import { RulePreviews } from './rule-previews.js';

function tagged(reply: FastifyReply, used: UsedDocumentRule): DocumentRuleAnswer {
  void reply.header('etag', etagOfRevision(used.rule));
  return renderRule(used);
}

@Controller('api/v1/document-rules')
export class DocumentRulesController {
  constructor(
    @Inject(DocumentRules) private readonly rules: DocumentRules,
    @Inject(RulePreviews) private readonly previews: RulePreviews,
    @Inject(BulkCommands) private readonly bulkCommands: BulkCommands,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Operation(operations.listRules)
  @ShowsRows()
  async list(@CurrentUser() { ownerId }: Principal): Promise<DocumentRuleList> {
    return { items: (await this.rules.list(ownerId)).map(renderRule) };
  }

  @Post()
  @Operation(operations.createRule)
  create(@Body(bodyPipe) body: DocumentRuleBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) => {
      const made = await this.rules.add(owner, body);
      const location = `/api/v1/document-rules/${String(made.rule.id)}`;
      return jsonAnswer(201, renderRule(made), { location, etag: etagOfRevision(made.rule) });
    });
  }

  @Get('suggestions')
  @Operation(operations.listSuggestions)
  @ShowsRows()
  async suggestions(@CurrentUser() { ownerId }: Principal): Promise<RuleSuggestionList> {
    return { items: (await this.rules.suggestions(ownerId)).map(renderSuggestion) };
  }

  @Get('suggestions/dismissed')
  @Operation(operations.listDismissed)
  @ShowsRows()
  async dismissed(@CurrentUser() { ownerId }: Principal): Promise<RuleSuggestionList> {
    return { items: (await this.rules.dismissed(ownerId)).map(renderSuggestion) };
  }

  @Put('suggestions/:id')
  @HttpCode(204)
  @Operation(operations.bringBackSuggestion)
  @TakesNoBody()
  bringBack(@CurrentUser() { ownerId }: Principal, @Param('id') id: string): Promise<void> {
    return this.rules.bringBack(ownerId, id);
  }

  @Delete('suggestions/:id')
  @HttpCode(204)
  @Operation(operations.dismissSuggestion)
  @TakesNoBody()
  dismiss(@CurrentUser() { ownerId }: Principal, @Param('id') id: string): Promise<void> {
    return this.rules.dismiss(ownerId, id);
  }

  @Get(':id')
  @Operation(operations.getRule)
  @ShowsRows()
  async one(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentRuleAnswer> {
    return tagged(reply, await this.rules.read(ownerId, parseRowId(id)));
  }

  @Post(':id/preview')
  @Operation(operations.previewRule)
  @TakesNoBody()
  preview(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const at = { libraryId: user.ownerId, id: parseRowId(id), ifMatch };
    return this.once.respond({ request, reply }, ifMatch ?? null, async () =>
      answerPreview(this.bulkCommands, await this.previews.preview(user, at)),
    );
  }

  @Put(':id')
  @Operation(operations.replaceRule)
  async replace(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyPipe) body: DocumentRuleBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentRuleAnswer> {
    return tagged(reply, await this.rules.replace({ libraryId: ownerId, id: parseRowId(id), ifMatch }, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(operations.removeRule)
  @TakesNoBody()
  remove(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    return this.rules.remove({ libraryId: ownerId, id: parseRowId(id), ifMatch });
  }
}
