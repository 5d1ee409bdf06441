import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Operation } from '../../kit/http/operation.js';
import { invalid } from '../../kit/http/problems/problem.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { EVERY_ITEM } from '../item-services.js';
import { readSelection, toListQuery } from '../list/list-filter.js';
import type { ItemQueries } from '../read/item-queries.js';
import {
  ARCHIVE_FILTERS,
  MOST_MATCHING,
  selectionArchiveOperation,
  SelectionArchiveQuery,
} from './selection-archive.operations.js';
import { SelectionArchives } from './selection-archive.js';
import { SELECTION_ARCHIVE_NAME, sendArchive } from './send-archive.js';

const refuse = (message: string, pointer = '/query/ids'): Error => invalid([{ pointer, message }]);

const hasFilter = (query: SelectionArchiveQuery): boolean =>
  ARCHIVE_FILTERS.some((name) => hasValue(query[name]) && query[name].length > 0);

@Controller('api/v1/items/archive')
export class SelectionArchiveController {
  constructor(
    @Inject(SelectionArchives) private readonly archives: SelectionArchives,
    @Inject(EVERY_ITEM) private readonly items: ItemQueries,
  ) {}

  @Get()
  @Operation(selectionArchiveOperation)
  async archive(
    @CurrentUser() { ownerId }: Principal,
    @Query(queryPipe) query: SelectionArchiveQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (query.ids !== undefined && hasFilter(query)) throw refuse('must be absent if there are filters');
    const items =
      query.ids === undefined
        ? { ids: await this.#matching(ownerId, query), namesIds: true }
        : { ids: query.ids, namesIds: false };
    await sendArchive(request, reply, await this.archives.create(ownerId, items, query.files), SELECTION_ARCHIVE_NAME);
  }

  async #matching(owner: string, query: SelectionArchiveQuery): Promise<readonly string[]> {
    if (!hasFilter(query)) throw refuse(`must name items, or there must be a filter: ${ARCHIVE_FILTERS.join(', ')}`);
    const ids = await this.items.idsOf(owner, toListQuery(query), readSelection(query), MOST_MATCHING + 1);
    if (ids.length > MOST_MATCHING)
      throw refuse(
        `must match at most ${MOST_MATCHING.toLocaleString('en')} items; narrow them, for example by from_date and to_date`,
        '/query',
      );
    return ids;
  }
}
