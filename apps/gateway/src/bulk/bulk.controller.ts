import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, type Principal } from '../http/access.js';
import { jsonAnswer } from '../http/idempotency/http.js';
import { IdempotentRequests } from '../http/idempotency/idempotent-requests.js';
import { Operation } from '../http/operation.js';
import { TakesNoBody } from '../http/problems/no-body.js';
import { queryPipe } from '../http/problems/validation.js';
import { NOW } from '../gateway-context.js';
import { itemAnswer, jobAnswer, progressAnswer } from './bulk-answers.js';
import type { BulkItemListAnswer, BulkJobListAnswer, BulkProgressAnswer } from './bulk-answers.js';
import { BulkItemsParameters, readCursor } from './bulk.dto.js';
import { BulkJobs } from './bulk-jobs.js';
import * as operations from './bulk.operations.js';

export const BULK_PATH = '/api/v1/bulk';

@Controller(BULK_PATH)
export class BulkController {
  constructor(
    @Inject(BulkJobs) private readonly jobs: BulkJobs,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(NOW) private readonly now: () => Date,
  ) {}

  @Get()
  @Operation(operations.listJobs)
  async list(@CurrentUser() user: Principal): Promise<BulkJobListAnswer> {
    return { items: (await this.jobs.list(user.ownerId)).map(jobAnswer) };
  }

  @Get(':id')
  @Operation(operations.getJob)
  async one(@CurrentUser() user: Principal, @Param('id') id: string): Promise<BulkProgressAnswer> {
    const job = await this.jobs.find(user.ownerId, id);
    return progressAnswer(job, await this.jobs.recentWork(job), this.now());
  }

  /** Reads one item more than requested, to learn if there is a next page. */
  @Get(':id/items')
  @Operation(operations.getItems)
  async items(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Query(queryPipe) { verdict, outcome, cursor, limit }: BulkItemsParameters,
  ): Promise<BulkItemListAnswer> {
    const job = await this.jobs.find(user.ownerId, id);
    const found = await this.jobs.items(job, { verdict, outcome, after: readCursor(cursor), limit: limit + 1 });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const next = found.length > limit && last !== undefined ? String(last.position) : null;
    return { items: shown.map(itemAnswer), next_cursor: next };
  }

  @Post(':id/execute')
  @Operation(operations.executeJob)
  @TakesNoBody()
  execute(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.once.respond({ request, reply }, null, async () => {
      const job = await this.jobs.execute(user, id);
      return jsonAnswer(202, jobAnswer(job), { location: `${BULK_PATH}/${job.id}` });
    });
  }

  @Post(':id/stop')
  @Operation(operations.stopJob)
  @TakesNoBody()
  stop(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, null, async ({ owner }) =>
      jsonAnswer(200, jobAnswer(await this.jobs.stop(owner, id))),
    );
  }
}
