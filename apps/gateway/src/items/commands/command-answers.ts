import { ApiSchema } from '@nestjs/swagger';
import { QUOTAS, SKIP_REASONS, STEP_KINDS } from '@throughline/contracts';
import { TextsAnswer } from '../runs/texts-answer.js';
import { Field } from '../../kit/http/fields.js';
import {
  flag,
  id,
  integer,
  list,
  literal,
  number,
  orNull,
  record,
  ref,
  text,
  words,
  type Model,
} from '../../kit/http/schemas.js';
import { schemaName, type ItemKind } from '../item-kind.js';
import { BoundTemplateAnswer } from '../read/own-settings-answer.js';

@ApiSchema({ name: 'Outcome' })
export class OutcomeAnswer {
  @Field(text('What was done, or why nothing was necessary.')) code!: string;
  @Field(text('The same in words.')) detail!: string;
  @Field(orNull(text('A next step, if there is one.'))) try_instead!: string | null;
}

@ApiSchema({ name: 'DryRunStep' })
class DryRunStepAnswer {
  @Field(text('`DOWNLOAD`, a stage, or `deliver:` and the name of an output.')) step!: string;
  @Field(words(STEP_KINDS, 'The kind of step.')) kind!: string;
  @Field(
    words(
      ['run', 'hold', 'keep', 'skip', 'drop'],
      '`run`: it would run · `hold`: it would wait until a person publishes it · `keep`: its result exists and stays · `skip`: it would be skipped · `drop`: earlier runs had it, this plan does not.',
    ),
  )
  action!: string;
  @Field(orNull(words(SKIP_REASONS), 'Why it would be skipped.')) skip_reason!: string | null;
  @Field(flag('The delivery stays, and would be an earlier version after the run.')) outdated!: boolean;
  @Field(list(text(), 'Steps that must end first.')) depends_on!: readonly string[];
}

@ApiSchema({ name: 'OutputTexts' })
class OutputTextsAnswer extends TextsAnswer {
  @Field(text('The name of the output.')) output!: string;
}

@ApiSchema({ name: 'RunTemplate' })
class RunTemplateAnswer extends BoundTemplateAnswer {
  @Field(flag('The run would bind it to the item.')) will_be_bound!: boolean;
}

@ApiSchema({ name: 'RunTemplates' })
class RunTemplatesAnswer {
  @Field(orNull(BoundTemplateAnswer, 'The template that the item is bound to.')) bound!: BoundTemplateAnswer | null;
  @Field(orNull(RunTemplateAnswer, 'The template of the request.')) run!: RunTemplateAnswer | null;
}

@ApiSchema({ name: 'QuotaWait' })
class QuotaWaitAnswer {
  @Field(words(QUOTAS, 'The quota.')) quota!: string;
  @Field(number('What the run needs; 0 if that is not known yet.', { minimum: 0 })) needed!: number;
  @Field(number('What is used or in progress.', { minimum: 0 })) used!: number;
  @Field(integer('The limit.', { minimum: 0 })) limit!: number;
  @Field(text('The day on which the quota renews, UTC, `YYYY-MM-DD`.')) renews_on!: string;
  @Field(text('The same in words.')) detail!: string;
}

export interface CommandAnswers {
  /** The item after the command, and the outcome. */
  readonly command: Model;
  /** The preview of a command. */
  readonly preview: Model;
  /** The preview of a run. */
  readonly dryRun: Model;
}

function createAnswers(kind: ItemKind): CommandAnswers {
  const { answer, noun, statuses } = kind;

  @ApiSchema({ name: schemaName('CommandAnswer', kind) })
  class CommandAnswer extends answer {
    @Field(ref(OutcomeAnswer, 'The result of the request.')) outcome!: OutcomeAnswer;
  }

  @ApiSchema({ name: schemaName('CommandPreview', kind) })
  class CommandPreview {
    @Field(literal(true, 'Nothing was changed.')) dry_run!: true;
    @Field(flag('The command would change something.')) would_change!: boolean;
    @Field(orNull(words(statuses), 'The status after the command.')) status_after!: string | null;
    @Field(ref(OutcomeAnswer, 'The outcome that the command would have.')) outcome!: OutcomeAnswer;
  }

  @ApiSchema({ name: schemaName('DryRun', kind) })
  class DryRun {
    @Field(literal(true, 'Nothing was started.')) dry_run!: true;
    @Field(words(['start', 'resume', 'nothing'], 'What the run would do.')) outcome!: string;
    @Field(orNull(OutcomeAnswer, 'Why nothing would be done, or which part of the request has no effect.'))
    reason!: OutcomeAnswer | null;
    @Field(list(DryRunStepAnswer, 'Every step of the run, and those that it would drop.')) steps!: readonly DryRunStepAnswer[];
    @Field(
      record(
        text(),
        'The layer that decided each setting of a step: `default`, `server`, `user`, `template`, `previous run`, `run template`, `preferences`, `request`, or `output` for the patterns of an output itself.',
      ),
    )
    config_sources!: Readonly<Record<string, string>>;
    @Field(ref(RunTemplatesAnswer, 'The templates among these layers.')) templates!: RunTemplatesAnswer;
    @Field(
      list(OutputTextsAnswer, 'The texts of each delivery of a recording, by the function that makes them for the delivery.'),
    )
    metadata!: readonly OutputTextsAnswer[];
    @Field(flag('The request itself sets configuration.')) has_manual_overrides!: boolean;
    @Field(orNull(QuotaWaitAnswer, 'The monthly quota that the run would wait for; null if there is room.'))
    quota_wait!: QuotaWaitAnswer | null;
  }

  for (const model of [CommandPreview, DryRun]) Field(id(`The ${noun}.`))(model.prototype, `${noun}_id`);
  return { command: CommandAnswer, preview: CommandPreview, dryRun: DryRun };
}

const created = new WeakMap<ItemKind, CommandAnswers>();

export function commandAnswersOf(kind: ItemKind): CommandAnswers {
  const answers = created.get(kind) ?? createAnswers(kind);
  created.set(kind, answers);
  return answers;
}
