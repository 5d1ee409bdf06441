import type { OperationOptions } from '../../http/operation.js';
import { anyOf } from '../../http/schemas.js';
import { accepted, command, outcomeExample } from '../commands/command-operation.js';
import { commandAnswersOf } from '../commands/command-answers.js';
import type { ItemKind } from '../item-kind.js';
import { RunOverrides } from './run-overrides.dto.js';

const step = (name: string, kind: string, action: string): object => ({
  step: name,
  kind,
  action,
  skip_reason: null,
  outdated: false,
  depends_on: [],
});

export const runOperation = (kind: ItemKind): OperationOptions => {
  const { command: item, dryRun } = commandAnswersOf(kind);
  return command(kind, {
    verb: 'run',
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
      accepted(
        kind,
        'The run has started, or continues.',
        outcomeExample(kind, { code: 'started', detail: 'The run has started.' }),
      ),
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
          config_sources: { 'transcription.enable_transcription': 'default', outputs: 'server' },
        },
        headers: { ETag: 'The revision of the item; not with `dry_run`.' },
      },
    ],
    problems: ['already-running', 'not-runnable'],
  });
};
