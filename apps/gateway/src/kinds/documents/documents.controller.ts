import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { DocumentStepItem } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  ARTIFACTS,
  DOCUMENTS,
  FileAnswers,
  ItemReader,
  ItemQuery,
  ListQuery,
  PAST_DOCUMENT_ROWS,
  PastLists,
  Moments,
  unlessUnchanged,
} from '../../items/index.js';
import type { ItemPage, ItemServices, PastList, PastRows } from '../../items/index.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { watchDisconnect } from '../../kit/http/requests/read-deadline.js';
import { TakesForms } from '../../kit/http/requests/takes-forms.js';
import { Operation } from '../../kit/http/operation.js';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { ShowsRows } from '../../adapters/projection/index.js';
import { findDocumentFile } from './document-file.js';
import { DocumentView, documentItem, type DocumentItem } from './document-view.js';
import { DocumentDownloadQuery, DocumentListQuery } from './documents.dto.js';
import { createOperation, downloadOperation, itemOperation, listOperation, stepsOperation } from './documents.operations.js';

const toListQuery = (query: DocumentListQuery): ListQuery => Object.assign(new ListQuery(), query);

/** Documents, DOC-01 to DOC-18. `itemControllers` serves the requests that all items share. */
@Controller('api/v1/documents')
export class DocumentsController {
  readonly reader: ItemReader<DocumentItem>;
  readonly #answers: FileAnswers;
  readonly #past: PastLists;

  constructor(
    @Inject(DOCUMENTS) private readonly documents: ItemServices<DocumentItem>,
    @Inject(DocumentView) view: DocumentView,
    @Inject(PAST_DOCUMENT_ROWS) past: PastRows,
    @Inject(Moments) private readonly moments: Moments,
    @Inject(ARTIFACTS) store: ArtifactStore,
  ) {
    this.reader = new ItemReader(documents.queries, view);
    this.#answers = new FileAnswers(store);
    this.#past = new PastLists(past);
  }

  @Get()
  @Operation(listOperation)
  @ShowsRows()
  async list(
    @CurrentUser() user: Principal,
    @Query(queryPipe) query: DocumentListQuery,
  ): Promise<ItemPage<DocumentItem> | PastList> {
    if (query.as_of !== undefined) return this.#past.list(user.ownerId, toListQuery(query), await this.moments.read(query.as_of));
    return this.documents.page(user.ownerId, toListQuery(query));
  }

  @Post()
  @Operation(createOperation)
  @TakesForms()
  create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.documents.registrations.carryOut(request, reply);
  }

  @Get(':id')
  @Operation(itemOperation)
  @ShowsRows()
  async item(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) query: ItemQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentItem | undefined> {
    if (query.as_of !== undefined) {
      const { item, asset, personal } = await this.documents.past.at(user.ownerId, id, await this.moments.read(query.as_of));
      return documentItem(item, asset, { personal });
    }
    const found = await this.reader.read(user.ownerId, id, query, watchDisconnect(reply));
    return unlessUnchanged(found, request, reply);
  }

  /** Returns the steps by name: `get_file_step_status` (DOC-14). */
  @Get(':id/steps')
  @Operation(stepsOperation)
  async steps(@CurrentUser() user: Principal, @Param('id') id: string): Promise<Readonly<Record<string, DocumentStepItem>>> {
    const { steps } = await this.documents.render(await this.documents.queries.requireItem(user.ownerId, id));
    return Object.fromEntries(steps.map((step) => [step.step_name, step]));
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
    await this.#answers.answer(request, reply, await findDocumentFile(this.documents.files, user.ownerId, id, file));
  }
}
