import { ApiSchema } from '@nestjs/swagger';
import { Field, OptionalField } from '../../kit/http/fields.js';
import { COMMAND_PROBLEMS, type OperationOptions } from '../../kit/http/operation.js';
import { dryRun, idempotencyKey } from '../../kit/http/parameters.js';
import { count, id, list, literal, orNull, ref, text, words, type Model } from '../../kit/http/schemas.js';
import { RUN_CHOICE_PROBLEMS } from '../runs/template-problems.js';
import { capitalized, schemaName, type ItemKind } from '../item-kind.js';
import { BULK_PAUSE_OUTCOMES, BULK_RUN_OUTCOMES } from './bulk-work.js';

function createBulkAnswer(kind: ItemKind, command: string, outcomes: readonly string[]): Model {
  const { noun, statuses } = kind;

  @ApiSchema({ name: schemaName(`Bulk${command}Result`, kind) })
  class BulkResult {
    @Field(words(outcomes, 'The outcome.')) outcome!: string;
    @Field(text('The code that a single request would have.')) code!: string;
    @Field(text('The same in words.')) detail!: string;
    @Field(orNull(text('What would work.'))) try_instead!: string | null;
    @Field(orNull(words(statuses), 'The status after it; null if unknown, or not yours to know.')) status!: string | null;
  }
  Field(id(`The ${noun}.`))(BulkResult.prototype, `${noun}_id`);

  @ApiSchema({ name: schemaName(`Bulk${command}Totals`, kind) })
  class BulkTotals {
    @Field(count('All items.')) total!: number;
  }
  for (const outcome of outcomes) Field(count(`Items with the outcome \`${outcome}\`.`))(BulkTotals.prototype, outcome);

  @ApiSchema({ name: schemaName(`Bulk${command}Answer`, kind) })
  class BulkAnswer {
    @OptionalField(literal(true, 'Only with `dry_run=true`: nothing was changed.')) dry_run?: true;
    @Field(list(BulkResult, 'In the order of the request.')) results!: readonly BulkResult[];
    @Field(ref(BulkTotals, 'Counts by outcome.')) totals!: BulkTotals;
  }
  return BulkAnswer;
}

const ABOUT =
  'Decides for each item as a single request would: a refusal of one does not stop the others. Ids that are not yours count as unknown. ' +
  'Sent again with the same Idempotency-Key after an `error`, it continues with the items that failed.';

const problems = ['invalid', ...COMMAND_PROBLEMS.filter((code) => code !== 'quarantined' && code !== 'needs-upgrade')] as const;

interface BulkTexts {
  readonly kind: ItemKind;
  readonly body: Model;
}

const resultExample = ({ noun, example, statuses }: ItemKind): object => ({
  [`${noun}_id`]: example['id'],
  detail: 'The run has started.',
  try_instead: null,
  status: statuses[0],
});

const plural = ({ noun }: ItemKind): string => `${capitalized(noun)}s`;

export const bulkRunOperation = ({ kind, body }: BulkTexts): OperationOptions => ({
  id: `run${plural(kind)}`,
  tag: 'control',
  scope: 'write',
  summary: `Run many ${kind.noun}s`,
  description: `${ABOUT} Completed items are skipped, running ones refused, failed deliveries sent again.`,
  parameters: [dryRun, idempotencyKey],
  ignored: ['resume'],
  body: { type: body, required: true, example: { filters: { failed: true, from_date: '2026-02-01' } } },
  answers: [
    {
      status: 200,
      description: 'The outcome of each.',
      type: createBulkAnswer(kind, 'Run', BULK_RUN_OUTCOMES),
      example: {
        results: [{ ...resultExample(kind), outcome: 'started', code: 'started' }],
        totals: { total: 1, started: 1, resumed: 0, skipped: 0, refused: 0, error: 0 },
      },
    },
  ],
  problems: [...problems, ...RUN_CHOICE_PROBLEMS],
});

export const bulkPauseOperation = ({ kind, body }: BulkTexts): OperationOptions => ({
  id: `pause${plural(kind)}`,
  tag: 'control',
  scope: 'write',
  summary: `Pause many ${kind.noun}s`,
  description: `${ABOUT} Items that are not running, or paused already, are skipped.`,
  parameters: [dryRun, idempotencyKey],
  body: {
    type: body,
    required: true,
    example: { [`${kind.noun}_ids`]: [kind.example['id']], reason: 'Maintenance', for_ms: 3_600_000 },
  },
  answers: [
    {
      status: 200,
      description: 'The outcome of each.',
      type: createBulkAnswer(kind, 'Pause', BULK_PAUSE_OUTCOMES),
      example: {
        results: [
          {
            ...resultExample(kind),
            outcome: 'paused',
            code: 'paused',
            detail: 'The run is paused, and no more steps start. No step is running.',
          },
        ],
        totals: { total: 1, paused: 1, skipped: 0, refused: 0, error: 0 },
      },
    },
  ],
  problems,
});
