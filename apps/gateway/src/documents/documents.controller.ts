import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { DocumentStepItem } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ARTIFACTS } from '../files/artifacts.controller.js';
import { FileAnswers } from '../files/file-answers.js';
import { isUnchanged } from '../files/range.js';
import { requireMoment } from '../items/history/moment.js';
import type { PastList } from '../items/history/past-list.js';
import { queryPipe } from '../http/problems/validation.js';
import { etagOf, movingEtagOf } from '../items/read/etag.js';
import type { EventPage } from '../items/history/event-page.js';
import { EventsQuery, ItemQuery } from '../items/read/list-query.dto.js';
import { watchDisconnect } from '../http/requests/client-gone.js';
import { TakesForms } from '../http/requests/takes-forms.js';
import { Operation } from '../http/operation.js';
import { eventsOperation } from '../items/history/event-answers.js';
import { CurrentUser } from '../people/tokens/auth.guard.js';
import type { Principal } from '../people/tokens/token.js';
import { DOCUMENT_KIND } from './document-kind.js';
import type { DocumentItem } from './document-view.js';
import { DocumentDownloadQuery, DocumentListQuery } from './documents.dto.js';
import { Documents, type DocumentPage } from './documents.js';
import { createOperation, downloadOperation, itemOperation, listOperation, stepsOperation } from './documents.operations.js';

/** Documents, DOC-01 to DOC-18. `itemControllers` serves the requests that all items share. */
@Controller('api/v1/documents')
export class DocumentsController {
  readonly #answers: FileAnswers;

  constructor(
    @Inject(Documents) private readonly documents: Documents,
    @Inject(ARTIFACTS) store: ArtifactStore,
  ) {
    this.#answers = new FileAnswers(store);
  }

  @Get()
  @Operation(listOperation)
  list(@CurrentUser() user: Principal, @Query(queryPipe) query: DocumentListQuery): Promise<DocumentPage | PastList> {
    if (query.as_of !== undefined) return this.documents.pastList(user.ownerId, query, requireMoment(query.as_of));
    return this.documents.list(user.ownerId, query);
  }

  @Post()
  @Operation(createOperation)
  @TakesForms()
  create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.documents.create(request, reply);
  }

  @Get(':id')
  @Operation(itemOperation)
  async item(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) query: ItemQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentItem | undefined> {
    if (query.as_of !== undefined) return this.documents.past(user.ownerId, id, requireMoment(query.as_of));
    const shown = await this.documents.shown(user.ownerId, id, query, watchDisconnect(reply));
    const item = await this.documents.item(shown);
    const moving = item.steps.map(({ step_name, progress }) => ({ stage_type: step_name, progress }));
    const etag = this.documents.isMoving(shown) ? movingEtagOf(shown, { ...item, processing_stages: moving }) : etagOf(shown);
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (!isUnchanged(request.headers['if-none-match'], etag)) return item;
    void reply.status(304);
    return undefined;
  }

  @Get(':id/steps')
  @Operation(stepsOperation)
  steps(@CurrentUser() user: Principal, @Param('id') id: string): Promise<Readonly<Record<string, DocumentStepItem>>> {
    return this.documents.steps(user.ownerId, id);
  }

  @Get(':id/events')
  @Operation(eventsOperation(DOCUMENT_KIND))
  events(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) query: EventsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventPage> {
    return this.documents.events(user.ownerId, id, query, watchDisconnect(reply));
  }

  @Get(':id/download')
  @Operation(downloadOperation)
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
