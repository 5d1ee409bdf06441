import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { queryPipe } from '../../kit/http/problems/validation.js';
import { NOW } from '../../gateway-context.js';
import { bulkCommandAnswer, itemAnswer, progressAnswer } from './bulk-answers.js';
import type { BulkCommandListAnswer, BulkItemListAnswer, BulkProgressAnswer } from './bulk-answers.js';
import { BulkItemsParameters, readCursor } from './bulk.dto.js';
import { BulkCommands } from './bulk-commands.js';
import * as operations from './bulk.operations.js';

export const BULK_PATH = '/api/v1/bulk';

@Controller(BULK_PATH)
export class BulkController {
  constructor(
    @Inject(BulkCommands) private readonly bulkCommands: BulkCommands,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(NOW) private readonly now: () => Date,
  ) {}

  @Get()
  @Operation(operations.listBulkCommands)
  async list(@CurrentUser() user: Principal): Promise<BulkCommandListAnswer> {
    return { items: (await this.bulkCommands.list(user.ownerId)).map(bulkCommandAnswer) };
  }

  @Get(':id')
  @Operation(operations.getBulkCommand)
  async one(@CurrentUser() user: Principal, @Param('id') id: string): Promise<BulkProgressAnswer> {
    const bulk = await this.bulkCommands.find(user.ownerId, id);
    return progressAnswer(bulk, await this.bulkCommands.recentWork(bulk), this.now());
  }

  /** Reads one item more than requested, to learn if there is a next page. */
  @Get(':id/items')
  @Operation(operations.getItems)
  async items(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) { verdict, outcome, cursor, limit }: BulkItemsParameters,
  ): Promise<BulkItemListAnswer> {
    const bulk = await this.bulkCommands.find(user.ownerId, id);
    const found = await this.bulkCommands.items(bulk, { verdict, outcome, after: readCursor(cursor), limit: limit + 1 });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const next = found.length > limit && last !== undefined ? String(last.position) : null;
    return { items: shown.map(itemAnswer), next_cursor: next };
  }

  @Post(':id/execute')
  @Operation(operations.executeBulkCommand)
  @TakesNoBody()
  execute(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, null, async () => {
      const bulk = await this.bulkCommands.execute(user, id);
      return jsonAnswer(202, bulkCommandAnswer(bulk), { location: `${BULK_PATH}/${bulk.id}` });
    });
  }

  @Post(':id/stop')
  @Operation(operations.stopBulkCommand)
  @TakesNoBody()
  stop(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async ({ owner }) =>
      jsonAnswer(200, bulkCommandAnswer(await this.bulkCommands.stop(owner, id))),
    );
  }
}
