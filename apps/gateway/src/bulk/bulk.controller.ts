import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentUser, type Principal } from '../http/access.js';
import { Operation } from '../http/operation.js';
import { TakesNoBody } from '../http/problems/no-body.js';
import { queryPipe } from '../http/problems/validation.js';
import { NOW } from '../gateway-context.js';
import { itemAnswer, jobAnswer, progressAnswer } from './bulk-answers.js';
import type { BulkItemListAnswer, BulkJobAnswer, BulkJobListAnswer, BulkProgressAnswer } from './bulk-answers.js';
import { BulkItemsParameters, readCursor } from './bulk.dto.js';
import { BulkJobs } from './bulk-jobs.js';
import * as operations from './bulk.operations.js';

export const BULK_PATH = '/api/v1/bulk';

@Controller(BULK_PATH)
export class BulkController {
  constructor(
    @Inject(BulkJobs) private readonly jobs: BulkJobs,
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
  @HttpCode(202)
  @Operation(operations.executeJob)
  @TakesNoBody()
  async execute(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BulkJobAnswer> {
    const job = await this.jobs.execute(user, id);
    void reply.header('location', `${BULK_PATH}/${job.id}`);
    return jobAnswer(job);
  }

  @Post(':id/stop')
  @HttpCode(200)
  @Operation(operations.stopJob)
  @TakesNoBody()
  async stop(@CurrentUser() user: Principal, @Param('id') id: string): Promise<BulkJobAnswer> {
    return jobAnswer(await this.jobs.stop(user.ownerId, id));
  }
}
