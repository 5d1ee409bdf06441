import { Body, Controller, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { CommandOutcome } from '@throughline/engine';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commandIdOf, hashOfJson, jsonAnswer, keyedRequest, sendAnswer } from '../idempotency/http.js';
import { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import type { StoredAnswer } from '../idempotency/idempotency-store.js';
import { Problem, invalid } from '../problems/problem.js';
import { bodyPipe } from '../problems/validation.js';
import { RecordingQueries } from '../recordings/queries/recording-queries.js';
import { RecordingView } from '../recordings/recording-view.js';
import { refusalProblem } from '../recordings/refusals.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { RunOverrides } from './run-overrides.dto.js';
import { StartRuns } from './start-run.js';

@Controller('api/v1/recordings')
@NeedsScope('write')
export class RunsController {
  constructor(
    @Inject(RecordingQueries) private readonly queries: RecordingQueries,
    @Inject(StartRuns) private readonly runs: StartRuns,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
    @Inject(RecordingView) private readonly view: RecordingView,
  ) {}

  @Post(':id/run')
  async run(
    @Param('id') id: string,
    @Query('dry_run') dryRun: string | undefined,
    @Body(bodyPipe) overrides: RunOverrides,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // Ignoring it would start what the client only wants to look at.
    if (dryRun !== undefined && dryRun !== 'false')
      throw invalid([{ pointer: '/query/dry_run', message: 'this version cannot show a run without starting it' }]);
    const keyed = keyedRequest(request);
    const answer = await this.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson(overrides)),
      work: () => this.start(id, overrides, { owner: keyed.owner, commandId: commandIdOf(keyed) }),
    });
    sendAnswer(reply, answer);
  }

  private async start(id: string, overrides: RunOverrides, by: { owner: string; commandId: string }): Promise<StoredAnswer> {
    // Rows say whose it is and what is parked; what may happen is decided on the log, as a row can be edited by hand.
    const { quarantined } = await this.queries.known(by.owner, id);
    // What is shown of it is its last good state: nobody may decide on that.
    if (quarantined) throw new Problem('quarantined');
    const outcome = await this.runs.start({
      assetId: id,
      commandId: by.commandId,
      actor: { kind: 'user', id: by.owner },
      correlationId: by.commandId,
      overrides,
    });
    return this.answer(id, outcome);
  }

  /** The item as it is now, and what became of the request: a READY recording is a success too (RUN-08). */
  private answer(id: string, outcome: CommandOutcome): StoredAnswer {
    if (outcome.kind === 'rejected') throw refusalProblem(outcome.rejection);
    const started = outcome.kind === 'accepted';
    const told = started
      ? { code: 'started', detail: 'The run has started.' }
      : { code: outcome.reason?.code ?? 'satisfied', detail: outcome.reason?.detail ?? 'There is nothing to run.' };
    const headers = { etag: `"${outcome.asset.revision}"`, location: `/api/v1/recordings/${id}` };
    return jsonAnswer(started ? 202 : 200, { ...this.view.renderLoaded(id, outcome.asset), outcome: told }, headers);
  }
}
