import { ApiSchema } from '@nestjs/swagger';
import { RECORDING_STATUSES, STEP_KINDS, WORKER_SERVICES } from '@throughline/contracts';
import { RETENTION_CODES, STEP_SITUATIONS } from '@throughline/domain';
import { Field } from '../../kit/http/fields.js';
import {
  literal,
  anyOf,
  count,
  flag,
  id,
  integer,
  list,
  number,
  orNull,
  record,
  ref,
  text,
  time,
  words,
  type Model,
} from '../../kit/http/schemas.js';
import { schemaName, type ItemKind } from '../item-kind.js';
import { ActionAnswer } from '../read/item-answer.js';
import { RetentionAnswer } from '../read/retention-answer.js';

@ApiSchema({ name: 'ExplainedEvent' })
class ExplainedEventAnswer {
  @Field(text('The id, as in the list of events.')) id!: string;
  @Field(text('The position of its commit in the log.')) position!: string;
  @Field(count('Its index in the commit.')) index!: number;
  @Field(time('When it was recorded.')) at!: string;
  @Field(text('For example `StepCompleted`.')) type!: string;
  @Field(orNull(text('The step that it concerns.'))) step!: string | null;
  @Field(text('The same in words.')) message!: string;
}

@ApiSchema({ name: 'RuleFact' })
class RuleFactAnswer {
  @Field(text('The name of the fact.')) fact!: string;
  @Field(text('Its meaning.')) says!: string;
  @Field(orNull(anyOf([text(), number(), flag()]), 'Its present value.')) value!: string | number | boolean | null;
  @Field(
    orNull(
      ExplainedEventAnswer,
      'The event that set this value; null: it has had it from the beginning, or the event is unknown because the log did not answer, and `since` of the status is null too.',
    ),
  )
  since!: ExplainedEventAnswer | null;
}

@ApiSchema({ name: 'Rule' })
class RuleAnswer {
  @Field(text('The number of the requirement.')) id!: string;
  @Field(text('The rule in words.')) says!: string;
}

@ApiSchema({ name: 'CheckedRule' })
class CheckedRuleAnswer extends RuleAnswer {
  @Field(list(RuleFactAnswer, 'The facts that it checks, and others worth knowing.')) looked_at!: readonly RuleFactAnswer[];
}

class RuleExplanationAnswer {
  @Field(ref(CheckedRuleAnswer, 'The first rule that applies.')) rule!: CheckedRuleAnswer;
  @Field(list(CheckedRuleAnswer, 'The rules before it, in order; none of them applies.')) lost!: readonly CheckedRuleAnswer[];
  @Field(list(RuleAnswer, 'The rules after it, which were not checked.')) not_considered!: readonly RuleAnswer[];
  @Field(list(ExplainedEventAnswer, 'The events that set the checked facts, oldest first.'))
  follows_from!: readonly ExplainedEventAnswer[];
  @Field(orNull(ExplainedEventAnswer, 'The event since which this is so.')) since!: ExplainedEventAnswer | null;
}

@ApiSchema({ name: 'FailureExplanation' })
class FailureExplanationAnswer extends RuleExplanationAnswer {
  @Field(flag('As on the item.')) failed!: boolean;
  @Field(orNull(text('The failed step.'))) step!: string | null;
  @Field(orNull(text('The stable code of the error.'))) code!: string | null;
  @Field(orNull(time('When it failed permanently.'))) at!: string | null;
  @Field(orNull(text('What went wrong, in words.'))) reason!: string | null;
}

@ApiSchema({ name: 'LeaseFacts' })
class LeaseFactsAnswer {
  @Field(words(['alive', 'late', 'stalled', 'unknown'], '`late`: heartbeats are missing, and the term is not over.'))
  state!: string;
  @Field(text('The same in words.')) says!: string;
  @Field(orNull(text('The worker that holds it.'))) worker!: string | null;
  @Field(orNull(time('The time of the last heartbeat.'))) heartbeat_at!: string | null;
  @Field(orNull(number("By the broker's clock."))) heartbeat_age_ms!: number | null;
  @Field(orNull(integer('A worker without a heartbeat for this long counts as lost.'))) term_ms!: number | null;
  @Field(orNull(number('The finished fraction of the work, by the last heartbeat.', { minimum: 0, maximum: 1 })))
  progress!: number | null;
  @Field(orNull(time('When it first had this value; null if this server has not seen that.'))) progress_at!: string | null;
}

@ApiSchema({ name: 'LaneFacts' })
class LaneFactsAnswer {
  @Field(words(['served', 'unserved', 'unknown'], 'Whether any worker takes work of the lane.')) state!: string;
  @Field(text('The same in words.')) says!: string;
  @Field(orNull(count('The workers that serve it.'))) workers!: number | null;
  @Field(orNull(count('The steps that they can run at once.'))) concurrency!: number | null;
  @Field(orNull(count('The steps that they run.'))) busy!: number | null;
  @Field(orNull(time('Since when no worker serves it.'))) since!: string | null;
}

@ApiSchema({ name: 'ExplainedStep' })
class ExplainedStepAnswer {
  @Field(text('`DOWNLOAD`, a stage, or `deliver:` and the name of an output.')) step!: string;
  @Field(words(STEP_KINDS, 'The kind of step.')) kind!: string;
  @Field(words(WORKER_SERVICES, 'The service whose workers run it.')) service!: string;
  @Field(text('The queue of its work.')) lane!: string;
  @Field(words(STEP_SITUATIONS, 'Its situation.')) code!: string;
  @Field(text('The same in words.')) says!: string;
  @Field(count('The number of the newest attempt; 0 before the first.')) attempt!: number;
  @Field(orNull(text('The worker that runs it.'))) worker!: string | null;
  @Field(time('Since when this is so.')) since!: string;
  @Field(orNull(time('When it continues automatically, if known.'))) until!: string | null;
  @Field(list(text(), 'Steps that must end first.')) depends_on!: readonly string[];
  @Field(orNull(text('The code of what it waits for, of its error, or of the reason why it was skipped.')))
  for!: string | null;
  @Field(orNull(text('The message of its last attempt.'))) message!: string | null;
  @Field(orNull(LeaseFactsAnswer, 'Of a running step: whether its worker is alive.')) lease!: LeaseFactsAnswer | null;
  @Field(orNull(LaneFactsAnswer, 'Of a running step: which other workers could run it.'))
  lane_service!: LaneFactsAnswer | null;
}

@ApiSchema({ name: 'ExplainedRun' })
class ExplainedRunAnswer {
  @Field(words(['none', 'active', 'paused', 'rolled-back', 'cancelled', 'review', 'ended'], 'Its state.')) code!: string;
  @Field(text('The same in words.')) says!: string;
  @Field(orNull(time('Since when.'))) since!: string | null;
  @Field(orNull(text('The reason that a person gave for its pause or end.'))) reason!: string | null;
  @Field(
    record(
      text(),
      'The layer that decided each setting of a step, when the run started: `default`, `server`, `user`, `template`, `previous run`, `run template`, `preferences`, `request`, or `output`. Empty without a run.',
    ),
  )
  config_sources!: Readonly<Record<string, string>>;
}

@ApiSchema({ name: 'RowFacts' })
class RowFactsAnswer {
  @Field(words(['current', 'behind', 'missing', 'unreadable', 'unknown'], 'Its state, compared with the log.')) state!: string;
  @Field(text('The same in words.')) says!: string;
  @Field(orNull(text('The revision of the row.'))) revision!: string | null;
  @Field(orNull(count('Commits that the row does not have yet.'))) behind!: number | null;
}

@ApiSchema({ name: 'ExplainedDuplicate' })
class ExplainedDuplicateAnswer {
  @Field(id('The other item.')) id!: string;
  @Field(time('When it was registered.')) created_at!: string;
  @Field(text('The same in words.')) says!: string;
}

@ApiSchema({ name: 'ExplainedSetting' })
class ExplainedSettingAnswer {
  @Field(text('The path of the setting.')) path!: string;
  @Field(literal('preferences', 'The layer that decides.')) layer!: 'preferences';
  @Field(literal('template', 'The layer that names it too.')) beats!: 'template';
  @Field(text('The same in words.')) says!: string;
}

@ApiSchema({ name: 'RetentionExplanation' })
class RetentionExplanationAnswer {
  @Field(words(RETENTION_CODES, 'Whether retention deletes the item. `removed`: deleted or erased on request.')) code!: string;
  @Field(text('The same in words.')) says!: string;
  @Field(orNull(time('The time from which the days count.'))) since!: string | null;
  @Field(orNull(RetentionAnswer, 'When it deletes the item, or has deleted it.')) plan!: RetentionAnswer | null;
}

export function createExplanationAnswer(kind: ItemKind): Model {
  const { noun } = kind;
  // The status of a document is explained by the rules of recordings.
  const statuses = noun === 'document' ? RECORDING_STATUSES : kind.statuses;

  @ApiSchema({ name: schemaName('StatusExplanation', kind) })
  class StatusExplanation extends RuleExplanationAnswer {
    @Field(words(statuses, 'The status.')) status!: string;
  }

  @ApiSchema({ name: schemaName('Explanation', kind) })
  class Explanation {
    @Field(text('The revision up to which the log is explained.')) revision!: string;
    @Field(time('When it was explained.')) explained_at!: string;
    @Field(ref(StatusExplanation, 'Why it has this status.')) status!: StatusExplanation;
    @Field(ref(FailureExplanationAnswer, 'Why it counts as failed, or not.')) failure!: FailureExplanationAnswer;
    @Field(orNull(time('When it was deleted.'))) deleted_at!: string | null;
    @Field(orNull(time('Until when a deleted item can be restored.'))) expires_at!: string | null;
    @Field(orNull(time('When its retention ended: content and personal data are gone, and it cannot be restored.')))
    expired_at!: string | null;
    @Field(orNull(time('When content and personal data were erased.'))) erased_at!: string | null;
    @Field(
      orNull(
        ExplainedDuplicateAnswer,
        `Your oldest ${noun} with the same content (sha256) that was registered earlier and is not deleted.`,
      ),
    )
    duplicate_of!: ExplainedDuplicateAnswer | null;
    @Field(ref(ExplainedRunAnswer, 'The newest run.')) run!: ExplainedRunAnswer;
    @Field(list(ExplainedStepAnswer, 'The steps of the plan that are not completed: unfinished, skipped, or unconfirmed.'))
    steps!: readonly ExplainedStepAnswer[];
    @Field(list(ExplainedSettingAnswer, 'Settings of the bound template that the preferences of the item override.'))
    settings!: readonly ExplainedSettingAnswer[];
    @Field(ref(RetentionExplanationAnswer, 'When retention deletes the item, and why.')) retention!: RetentionExplanationAnswer;
    @Field(list(ActionAnswer, 'What each action would answer you now.')) allowed_actions!: readonly ActionAnswer[];
    @Field(ref(RowFactsAnswer, 'Whether the row that lists and items are read from is up to date.')) projection!: RowFactsAnswer;
  }

  Field(id(`The ${noun}.`))(Explanation.prototype, `${noun}_id`);
  return Explanation;
}
