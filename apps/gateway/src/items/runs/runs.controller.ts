import { Body, Controller, Inject, Param, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../../kit/http/access.js';
import { commandIdOf, readKeyedRequest } from '../../kit/http/idempotency/http.js';
import { Operation, type OperationOptions } from '../../kit/http/operation.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { isDryRun } from '../../kit/http/requests/query-guard.js';
import { anyOf } from '../../kit/http/schemas.js';
import { commandAnswersOf } from '../commands/command-answers.js';
import { accepted, command } from '../commands/command-operation.js';
import { describeRun } from '../commands/describe-outcome.js';
import type { ItemKind } from '../item-kind.js';
import type { ItemEndpoints, ItemServices } from '../item-services.js';
import { TEMPLATE_PROBLEMS } from './template-problems.js';
import { previewRun, type DryRun } from './dry-run.js';
import { foreseeQuotaWait } from './quota-wait.js';
import { RunOverrides } from './run-overrides.dto.js';

const step = (name: string, kind: string, action: string): object => ({
  step: name,
  kind,
  action,
  skip_reason: null,
  outdated: false,
  depends_on: [],
});

const runOperation = (kind: ItemKind): OperationOptions => {
  const { command: item, dryRun } = commandAnswersOf(kind);
  return command(kind, {
    verb: 'run',
    // RUN-10: `resume` has no effect.
    ignored: ['resume'],
    summary: 'Run the remaining steps',
    description:
      'The state decides what a run does: download, processing and deliveries, without repeating completed steps. ' +
      'A paused run continues unchanged. With `dry_run=true` the decision is shown and not carried out; this uses up no Idempotency-Key.',
    body: {
      type: RunOverrides,
      required: false,
      example: { processing_config: { trimming: { enable_trimming: false } }, output_config: { outputs: ['library'] } },
    },
    answers: [
      accepted(kind, 'The run has started, or continues.', { code: 'started', detail: 'The run has started.' }),
      {
        status: 200,
        description: 'Everything is completed; or, with `dry_run=true`, what would be done.',
        type: anyOf([item, dryRun], 'With `dry_run=true` a DryRun.'),
        example: {
          dry_run: true,
          [`${kind.noun}_id`]: kind.example['id'],
          outcome: 'start',
          reason: null,
          steps: [step('DOWNLOAD', 'source', 'keep'), step('TRANSCRIBE', 'stage', 'run')],
          config_sources: { 'transcription.enable_transcription': 'default', outputs: 'run template' },
          metadata: [
            { output: 'library', title: 'Weekly talk (2026-02-05)', description: '{topics}', pending: ['topics'], notes: [] },
          ],
          templates: { bound: null, run: { id: 15, name: 'Lectures', will_be_bound: false } },
          has_manual_overrides: false,
          quota_wait: null,
        },
        headers: { ETag: 'The revision of the item; not with `dry_run`.' },
      },
    ],
    problems: ['already-running', 'not-runnable', ...TEMPLATE_PROBLEMS],
  });
};

export function runsController({ path, services, kind }: ItemEndpoints): Type {
  @Controller(path)
  class RunsController {
    constructor(@Inject(services) private readonly services: ItemServices) {}

    @Post(':id/run')
    @Operation(runOperation(kind))
    async run(
      @Param('id') id: string,
      @Body(bodyPipe) overrides: RunOverrides,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      if (isDryRun(request)) {
        await reply.status(200).send(await this.preview(id, overrides, request));
        return;
      }
      const library = await this.services.runs.library(principalOf(request).ownerId);
      await this.services.requests.carryOut(
        { request, reply },
        {
          id,
          body: overrides,
          command: (context, { sender, state, personal }) =>
            this.services.runs.command(
              { assetId: id, commandId: sender.commandId, overrides, library },
              { context, state, personal },
            ),
          describer: describeRun(overrides),
        },
      );
    }

    /** Uses up no Idempotency-Key: the run itself may follow with the same one. */
    private async preview(id: string, overrides: RunOverrides, request: FastifyRequest): Promise<DryRun> {
      const keyed = readKeyedRequest(request);
      const { state, personal, now, by } = await this.services.items.look(keyed, id);
      const library = await this.services.runs.library(keyed.owner);
      const command = this.services.runs.command(
        { assetId: id, commandId: commandIdOf(keyed), overrides, library },
        { context: { now, by }, state, personal },
      );
      const requested = { command, overrides, library: library.config, texts: this.services.texts };
      const preview = await previewRun(id, { state, personal }, requested);
      const steps = preview.steps.flatMap(({ step, action }) => (action === 'run' ? [step] : []));
      const forecast = await this.services.quotas.forecast(keyed.owner);
      return { ...preview, quota_wait: foreseeQuotaWait(forecast, state, steps) };
    }
  }
  return RunsController;
}
