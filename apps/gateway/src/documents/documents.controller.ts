import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { DocumentStepItem } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ARTIFACTS } from '../artifacts/artifacts.controller.js';
import { FileAnswers } from '../artifacts/file-answers.js';
import { isUnchanged } from '../artifacts/range.js';
import { momentOf } from '../as-of/moment.js';
import type { PastList } from '../as-of/past-list.js';
import { queryPipe } from '../problems/validation.js';
import { etagOf, movingEtagOf } from '../recordings/etag.js';
import { EventsQuery, ItemQuery } from '../recordings/queries/list-query.dto.js';
import { clientGone } from '../requests/client-gone.js';
import { TakesForms } from '../requests/takes-forms.js';
import { CurrentUser, NeedsScope } from '../tokens/auth.guard.js';
import type { Principal } from '../tokens/token.js';
import type { DocumentItem } from './document-view.js';
import { DocumentDownloadQuery, DocumentListQuery } from './documents.dto.js';
import { Documents, type DocumentPage, type EventPage } from './documents.js';

/** Documents, under the words of DOC-01 to DOC-18. What is asked of them otherwise is asked as of recordings. */
@Controller('api/v1/documents')
@NeedsScope('read')
export class DocumentsController {
  readonly #answers: FileAnswers;

  constructor(
    @Inject(Documents) private readonly documents: Documents,
    @Inject(ARTIFACTS) store: ArtifactStore,
  ) {
    this.#answers = new FileAnswers(store);
  }

  @Get()
  list(@CurrentUser() user: Principal, @Query(queryPipe) query: DocumentListQuery): Promise<DocumentPage | PastList> {
    if (query.as_of !== undefined) return this.documents.pastList(user.ownerId, query, momentOf(query.as_of));
    return this.documents.list(user.ownerId, query);
  }

  @Post()
  @TakesForms()
  @NeedsScope('write')
  create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.documents.create(request, reply);
  }

  @Get(':id')
  async item(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) query: ItemQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentItem | undefined> {
    if (query.as_of !== undefined) return this.documents.past(user.ownerId, id, momentOf(query.as_of));
    const shown = await this.documents.shown(user.ownerId, id, query, clientGone(reply));
    const item = await this.documents.item(shown);
    const moving = item.steps.map(({ step_name, progress }) => ({ stage_type: step_name, progress }));
    const etag = this.documents.isMoving(shown) ? movingEtagOf(shown, { ...item, processing_stages: moving }) : etagOf(shown);
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (!isUnchanged(request.headers['if-none-match'], etag)) return item;
    void reply.status(304);
    return undefined;
  }

  @Get(':id/steps')
  steps(@CurrentUser() user: Principal, @Param('id') id: string): Promise<Readonly<Record<string, DocumentStepItem>>> {
    return this.documents.steps(user.ownerId, id);
  }

  @Get(':id/events')
  events(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) query: EventsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventPage> {
    return this.documents.events(user.ownerId, id, query, clientGone(reply));
  }

  @Get(':id/download')
  async download(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) { file }: DocumentDownloadQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#answers.answer(request, reply, await this.documents.file(user.ownerId, id, file));
  }
}
