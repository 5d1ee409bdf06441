import { RECORDING_STATUSES, SKIP_REASONS, STEP_KINDS } from '@throughline/contracts';
import type { ItemNoun } from '@throughline/domain';
import { Type, type TObject } from 'typebox';
import { BULK_PAUSE_OUTCOMES, BULK_RUN_OUTCOMES } from '../../bulk/bulk-result.js';
import { about, count, flag, id, orNull, text, words } from './field.js';
import { recording } from './recording-schema.js';

export const Outcome = Type.Object({
  code: text('What was done, or why nothing had to be done.'),
  detail: text('The same in words.'),
  try_instead: orNull(text('What to do next, where there is anything.')),
});

const CommandAnswer = Type.Object({ ...recording, outcome: about('What became of the request.', Outcome) });

/** Of an item, called by `noun`. */
export const dryRunOf = (noun: ItemNoun): TObject =>
  Type.Object({
    dry_run: Type.Literal(true, { description: 'Nothing was started.' }),
    [`${noun}_id`]: id(`The ${noun}.`),
    outcome: words(['start', 'resume', 'nothing'], 'What the run would do.'),
    reason: orNull(Outcome, 'Why nothing would be done, or what the request asks for in vain.'),
    steps: Type.Array(
      Type.Object({
        step: text('`DOWNLOAD`, a stage, or `deliver:` and the name of an output.'),
        kind: words(STEP_KINDS, 'What kind of step it is.'),
        action: Type.Enum(['run', 'keep', 'skip', 'drop'], {
          description:
            '`run`: it is done · `keep`: it is done already, and its result stays · `skip`: it is left out · `drop`: earlier runs had it, and it is not of the plan any longer.',
        }),
        skip_reason: orNull(words(SKIP_REASONS), 'Why it is left out.'),
        outdated: Type.Boolean({ description: 'A delivery that is kept, and is an earlier version once the run has ended.' }),
        depends_on: Type.Array(Type.String(), { description: 'Steps that have to end first.' }),
      }),
      { description: 'Every step of the run, and what it would drop.' },
    ),
    config_sources: Type.Record(Type.String(), Type.String(), {
      description: 'Which layer decided each setting that a step uses: `request`, `previous run`, `server` or `default`.',
    }),
  });

/** A command on an item, called by `noun`, with `dry_run=true`. */
export const previewSchema = (noun: ItemNoun, statuses: readonly string[]): TObject =>
  Type.Object({
    dry_run: Type.Literal(true, { description: 'Nothing was changed.' }),
    [`${noun}_id`]: id(`The ${noun}.`),
    would_change: flag('Whether the command would change anything.'),
    status_after: orNull(words(statuses), 'The status after the command.'),
    outcome: about('The outcome that the command would answer.', Outcome),
  });

/** Of many items, called by `noun`. */
export const bulkAnswer = (noun: ItemNoun, outcomes: readonly string[], statuses: readonly string[]): TObject =>
  Type.Object({
    dry_run: Type.Optional(Type.Literal(true, { description: 'Nothing was changed: with `dry_run=true` alone.' })),
    results: Type.Array(
      Type.Object({
        [`${noun}_id`]: id(`The ${noun}.`),
        outcome: words(outcomes, 'What became of it.'),
        code: text('The same as a single request would answer.'),
        detail: text('The same in words.'),
        try_instead: orNull(text('What would work.')),
        status: orNull(words(statuses), 'After it; null where that is not known or not yours to know.'),
      }),
      { description: 'In the order asked for.' },
    ),
    totals: Type.Object(
      {
        total: count('All of them.'),
        ...Object.fromEntries(outcomes.map((outcome) => [outcome, count(`Those that were ${outcome}.`)])),
      },
      { description: 'How many of each outcome.' },
    ),
  });

const DryRun = dryRunOf('recording');
const CommandPreview = previewSchema('recording', RECORDING_STATUSES);

export const commandAnswers = {
  CommandAnswer,
  CommandPreview,
  CommandOrPreview: Type.Union([CommandAnswer, CommandPreview], { description: 'With `dry_run=true` a CommandPreview.' }),
  DryRun,
  RunAnswer: Type.Union([CommandAnswer, DryRun], { description: 'With `dry_run=true` a DryRun.' }),
  BulkRunAnswer: bulkAnswer('recording', BULK_RUN_OUTCOMES, RECORDING_STATUSES),
  BulkPauseAnswer: bulkAnswer('recording', BULK_PAUSE_OUTCOMES, RECORDING_STATUSES),
} as const;
