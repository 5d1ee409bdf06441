import { RECORDING_STATUSES, SKIP_REASONS, STEP_KINDS } from '@throughline/contracts';
import { Type } from 'typebox';
import { BULK_PAUSE_OUTCOMES, BULK_RUN_OUTCOMES } from '../../bulk/bulk-result.js';
import { Id, orNull, recording, words } from './recording-schema.js';

const Outcome = Type.Object({
  code: Type.String({ description: 'What was done, or why nothing had to be done.' }),
  detail: Type.String(),
  try_instead: orNull(Type.String()),
});

const CommandAnswer = Type.Object({ ...recording, outcome: Outcome });

const DryRun = Type.Object({
  dry_run: Type.Literal(true),
  recording_id: Id,
  outcome: words(['start', 'resume', 'nothing']),
  reason: orNull(Outcome),
  steps: Type.Array(
    Type.Object({
      step: Type.String(),
      kind: words(STEP_KINDS),
      action: Type.Enum(['run', 'keep', 'skip', 'drop'], {
        description:
          '`run`: it is done · `keep`: it is done already, and its result stays · `skip`: it is left out · `drop`: earlier runs had it, and the recording has it no longer.',
      }),
      skip_reason: orNull(words(SKIP_REASONS)),
      depends_on: Type.Array(Type.String()),
    }),
  ),
  config_sources: Type.Record(Type.String(), Type.String(), {
    description: 'Which layer decided a setting: `request`, `previous run`, `server` or `default`.',
  }),
});

const bulkAnswer = (outcomes: readonly string[]) =>
  Type.Object({
    results: Type.Array(
      Type.Object({
        recording_id: Id,
        outcome: words(outcomes),
        code: Type.String(),
        detail: Type.String(),
        try_instead: orNull(Type.String()),
        status: orNull(words(RECORDING_STATUSES)),
      }),
    ),
    totals: Type.Object({
      total: Type.Integer({ minimum: 0 }),
      ...Object.fromEntries(outcomes.map((outcome) => [outcome, Type.Integer({ minimum: 0 })])),
    }),
  });

export const commandAnswers = {
  CommandAnswer,
  DryRun,
  RunAnswer: Type.Union([CommandAnswer, DryRun], { description: 'With `dry_run=true` a DryRun.' }),
  BulkRunAnswer: bulkAnswer(BULK_RUN_OUTCOMES),
  BulkPauseAnswer: bulkAnswer(BULK_PAUSE_OUTCOMES),
} as const;
