import { Controller, Get, Inject, Query } from '@nestjs/common';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Operation } from '../../kit/http/operation.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { ShowsRows } from '../../adapters/projection/index.js';
import { ItemListQuery } from './list.dto.js';
import { listOperation } from './list.operations.js';
import { ListedItems } from './listed-items.js';

@Controller('api/v1/items')
export class ListController {
  constructor(@Inject(ListedItems) private readonly items: ListedItems) {}

  @Get()
  @Operation(listOperation)
  @ShowsRows()
  list(@CurrentUser() user: Principal, @Query(queryPipe) query: ItemListQuery): ReturnType<ListedItems['page']> {
    return this.items.page(user.ownerId, query);
  }
}
