import { Body, Controller, Delete, Get, Headers, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, principalOf, type Principal } from '../../kit/http/access.js';
import { jsonAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { parseRowId } from '../../kit/http/parameters.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { etagOfRevision } from '../../kit/http/requests/change-at-revision.js';
import { isDryRun } from '../../kit/http/requests/query-guard.js';
import { renderJob, type JobAnswer, type JobList } from './job-answers.js';
import { renderPreview } from './preview-answers.js';
import { renderRun, renderRunWithItems, type JobRunListAnswer, type JobRunWithItemsAnswer } from './run-answers.js';
import { JobBody } from './jobs.dto.js';
import { Jobs, type ShownJob } from './jobs.js';
import * as operations from './jobs.operations.js';

export const JOBS_PATH = '/api/v1/jobs';

function tagged(reply: FastifyReply, shown: ShownJob): JobAnswer {
  void reply.header('etag', etagOfRevision(shown.job));
  return renderJob(shown);
}

@Controller(JOBS_PATH)
export class JobsController {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Get()
  @Operation(operations.listJobs)
  async list(@CurrentUser() { ownerId }: Principal): Promise<JobList> {
    return { items: (await this.jobs.list(ownerId)).map(renderJob) };
  }

  @Post()
  @Operation(operations.createJob)
  create(@Body(bodyPipe) body: JobBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner, by }) => {
      const made = await this.jobs.add({ libraryId: owner, userId: by }, body);
      const location = `${JOBS_PATH}/${String(made.job.id)}`;
      return jsonAnswer(201, renderJob(made), { location, etag: etagOfRevision(made.job) });
    });
  }

  @Get(':id')
  @Operation(operations.getJob)
  async one(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobAnswer> {
    return tagged(reply, await this.jobs.read(ownerId, parseRowId(id)));
  }

  @Put(':id')
  @Operation(operations.replaceJob)
  async replace(
    @CurrentUser() { ownerId, userId }: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyPipe) body: JobBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobAnswer> {
    return tagged(reply, await this.jobs.replace({ libraryId: ownerId, id: parseRowId(id), ifMatch }, userId, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(operations.removeJob)
  @TakesNoBody()
  async remove(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    await this.jobs.remove({ libraryId: ownerId, id: parseRowId(id), ifMatch });
  }

  /** A dry run uses up no Idempotency-Key: the run itself may follow with the same one. */
  @Post(':id/run')
  @Operation(operations.runJob)
  @TakesNoBody()
  async run(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (isDryRun(request)) {
      await reply.status(200).send(renderPreview(await this.jobs.preview(principalOf(request), parseRowId(id))));
      return;
    }
    await this.once.respond({ request, reply }, null, async ({ owner, by }) => {
      const run = await this.jobs.run({ ownerId: owner, userId: by }, parseRowId(id));
      return jsonAnswer(202, renderRun(run), { location: `${JOBS_PATH}/${id}/runs/${run.id}` });
    });
  }

  @Get(':id/runs')
  @Operation(operations.listRuns)
  async runs(@CurrentUser() { ownerId }: Principal, @Param('id') id: string): Promise<JobRunListAnswer> {
    return { items: (await this.jobs.runs(ownerId, parseRowId(id))).map(renderRun) };
  }

  @Get(':id/runs/:run')
  @Operation(operations.getRun)
  async oneRun(
    @CurrentUser() { ownerId }: Principal,
    @Param('id') id: string,
    @Param('run') run: string,
  ): Promise<JobRunWithItemsAnswer> {
    return renderRunWithItems(await this.jobs.findRun(ownerId, parseRowId(id), run));
  }
}
