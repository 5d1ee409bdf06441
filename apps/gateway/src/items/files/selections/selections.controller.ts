import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isValid, ulid } from 'ulid';
import { CurrentUser, type Principal } from '../../../kit/http/access.js';
import { jsonAnswer, NO_STORE } from '../../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../../kit/http/idempotency/idempotent-requests.js';
import type { StoredAnswer } from '../../../kit/http/idempotency/idempotency-store.js';
import { Operation } from '../../../kit/http/operation.js';
import { notFound } from '../../../kit/http/problems/problem.js';
import { requiredBodyPipe } from '../../../kit/http/problems/validation.js';
import { PublicAddress } from '../../../people/index.js';
import { SelectionArchives } from '../selection-archive.js';
import { SELECTION_ARCHIVE_NAME, sendArchive } from '../send-archive.js';
import { SELECTION_STORE, type SelectionStore } from './selection-store.js';
import {
  selectedArchiveOperation,
  SelectionBody,
  SELECTIONS_PATH,
  selectItemsOperation,
  type SelectionAnswer,
} from './selections.operations.js';

/** The archives of items that do not fit into an address. */
@Controller(SELECTIONS_PATH)
export class SelectionsController {
  constructor(
    @Inject(SelectionArchives) private readonly archives: SelectionArchives,
    @Inject(SELECTION_STORE) private readonly selections: SelectionStore,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(PublicAddress) private readonly address: PublicAddress,
  ) {}

  @Post()
  @Operation(selectItemsOperation)
  select(
    @CurrentUser() user: Principal,
    @Body(requiredBodyPipe) body: SelectionBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, body, () => this.#select(user, body));
  }

  @Get(':id')
  @Operation(selectedArchiveOperation)
  async archive(
    @CurrentUser() { userId, ownerId }: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = isValid(id) ? await this.selections.find({ userId, libraryId: ownerId }, id) : undefined;
    if (found === undefined) throw notFound();
    const items = { ids: found.itemIds, namesIds: true };
    await sendArchive(request, reply, await this.archives.create(ownerId, items, found.files), SELECTION_ARCHIVE_NAME);
  }

  async #select({ userId, ownerId }: Principal, { ids, files }: SelectionBody): Promise<StoredAnswer> {
    const id = ulid();
    const expiresAt = await this.selections.add({ id, userId, libraryId: ownerId, itemIds: ids, files: files ?? 'all' });
    const path = `${SELECTIONS_PATH}/${id}`;
    const answer: SelectionAnswer = {
      id,
      url: `${this.address.basePath}${path}`,
      item_count: ids.length,
      expires_at: expiresAt,
    };
    return jsonAnswer(201, answer, { ...NO_STORE, location: path });
  }
}
