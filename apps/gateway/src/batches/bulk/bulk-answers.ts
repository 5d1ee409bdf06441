import { ApiSchema } from '@nestjs/swagger';
import { Field } from '../../kit/http/fields.js';
import { count, flag, id, list, number, orNull, ref, text, time, words } from '../../kit/http/schemas.js';
import { BULK_ACTIONS, PLAN_CHANGES, PLAN_PART_KINDS } from '../../items/index.js';
import { BULK_NOUNS, BULK_STATES, MAX_DETAILS, OUTCOMES, VERDICTS } from './bulk-command.js';
import type { BulkCommand, BulkCount, Finding, Outcome, Verdict } from './bulk-command.js';
import type { RecentWork } from './bulk-command-store.js';
import type { TitledItem } from './bulk-commands.js';

/** Why the end of a bulk command is unknown: not executed or ended, a required service is unavailable, or too little is measured. */
const ETA_REASONS = ['not-running', 'waiting', 'too-early'] as const;

const reason = orNull(
  text(
    `The reason in words; null for items with other reasons than the first ${String(MAX_DETAILS)} of this code. Each item has its own.`,
  ),
);

@ApiSchema({ name: 'BulkVerdictCount' })
class VerdictCountAnswer {
  @Field(words(VERDICTS, 'The verdict.')) verdict!: Verdict;
  @Field(text('The code that a single request would have.')) code!: string;
  @Field(count('Items with this verdict, code and reason.')) count!: number;
  @Field(reason) detail!: string | null;
}

@ApiSchema({ name: 'BulkOutcomeCount' })
class OutcomeCountAnswer {
  @Field(words(OUTCOMES, 'The outcome.')) outcome!: Outcome;
  @Field(text('The code that a single request would have.')) code!: string;
  @Field(count('Items with this outcome, code and reason.')) count!: number;
  @Field(reason) detail!: string | null;
}

const ABOUT: Readonly<Record<Verdict | Outcome, string>> = {
  change: 'Items that the command would change.',
  skip: 'Items that are already as requested.',
  refuse: 'Items whose state does not allow the command.',
  error: 'Items that a server error kept from being decided.',
  changed: 'Items that the command has changed.',
  skipped: 'Items that were already as requested.',
  refused: 'Items whose state did not allow the command.',
  left_out: 'Items that the bulk command had not begun when it was stopped.',
};

@ApiSchema({ name: 'BulkVerdictTotals' })
class VerdictTotalsAnswer {}
for (const word of VERDICTS) Field(count(ABOUT[word]))(VerdictTotalsAnswer.prototype, word);

@ApiSchema({ name: 'BulkOutcomeTotals' })
class OutcomeTotalsAnswer {}
for (const word of OUTCOMES) Field(count(ABOUT[word]))(OutcomeTotalsAnswer.prototype, word);

@ApiSchema({ name: 'BulkPlanChange' })
class PlanChangeAnswer {
  @Field(
    words(
      PLAN_PART_KINDS,
      '`server`: the defaults of the operator. `settings`, `vocabulary`: those of the library. `template`, `output`: the named one.',
    ),
  )
  kind!: string;
  @Field(orNull(text('The name that the template or output had in the preview.'))) name!: string | null;
  @Field(orNull(count('The template.'))) template_id!: number | null;
  @Field(words(PLAN_CHANGES, 'The change since the preview.')) change!: string;
}

@ApiSchema({ name: 'BulkCommand' })
export class BulkCommandAnswer {
  @Field(id('The bulk command.')) id!: string;
  @Field(words(BULK_NOUNS, 'The kind of its items.')) noun!: string;
  @Field(words(BULK_ACTIONS, 'The command. `apply_rule`: a rule for documents was applied.')) action!: string;
  @Field(
    words(
      BULK_STATES,
      '`previewing`: verdicts are being found. `previewed`: ready to be executed. `running`. `stopping`: the commands that were sent end. `stopped`; `done`.',
    ),
  )
  state!: string;
  @Field(count('All items. The set never changes.')) total!: number;
  @Field(count('Items with a verdict.')) previewed!: number;
  @Field(count('Items that execution has finished, without those left out.')) done!: number;
  @Field(ref(VerdictTotalsAnswer, 'Items by verdict.')) verdict_totals!: Readonly<Record<Verdict, number>>;
  @Field(list(VerdictCountAnswer, 'Items by verdict and reason.')) verdicts!: readonly VerdictCountAnswer[];
  @Field(ref(OutcomeTotalsAnswer, 'Items by outcome.')) outcome_totals!: Readonly<Record<Outcome, number>>;
  @Field(list(OutcomeCountAnswer, 'Items by outcome and reason.')) outcomes!: readonly OutcomeCountAnswer[];
  @Field(count('Items that were decided on another revision than in the preview.')) changed_since_preview!: number;
  @Field(
    list(
      PlanChangeAnswer,
      'Settings that the preview used, and that were edited or deleted before the bulk command had decided its last item.',
    ),
  )
  plan_changes!: readonly PlanChangeAnswer[];
  @Field(orNull(time('Since when a required service is unavailable. The bulk command continues by itself.')))
  waiting_since!: string | null;
  @Field(id('The user who requested the preview.')) requested_by!: string;
  @Field(orNull(id('The user who executed it.'))) executed_by!: string | null;
  @Field(time('When the preview was requested.')) created_at!: string;
  @Field(orNull(time('When it was executed.'))) started_at!: string | null;
  @Field(orNull(time('When it was done or stopped.'))) ended_at!: string | null;
  @Field(time('When it is removed: a preview after 24 hours, results after 30 days.')) expires_at!: string;
}

@ApiSchema({ name: 'BulkProgress' })
export class BulkProgressAnswer extends BulkCommandAnswer {
  @Field(orNull(number(undefined, { minimum: 0 }), 'Items per second in the last 30 seconds; null if it is not running.'))
  rate!: number | null;
  @Field(orNull(time('When it will be done at this rate; null if unknown.'))) eta!: string | null;
  @Field(
    orNull(
      words(ETA_REASONS),
      'Why the ETA is unknown: the bulk command is `not-running`, is `waiting` for a required service, or it is `too-early` to measure the rate.',
    ),
  )
  eta_reason!: string | null;
}

@ApiSchema({ name: 'BulkCommandList' })
export class BulkCommandListAnswer {
  @Field(list(BulkCommandAnswer, 'The newest 50.')) items!: readonly BulkCommandAnswer[];
}

@ApiSchema({ name: 'BulkItemVerdict' })
class ItemVerdictAnswer {
  @Field(words(VERDICTS, 'What the command would do.')) verdict!: Verdict;
  @Field(text('The code that a single request would have.')) code!: string;
  @Field(text('The same in words.')) detail!: string;
  @Field(orNull(text('What would work.'))) try_instead!: string | null;
  @Field(orNull(text('The status that the item would have; null if unknown, or not yours to know.'))) status!: string | null;
}

@ApiSchema({ name: 'BulkItemOutcome' })
class ItemOutcomeAnswer {
  @Field(words(OUTCOMES, 'What the command did.')) outcome!: Outcome;
  @Field(text('The code that a single request would have.')) code!: string;
  @Field(text('The same in words.')) detail!: string;
  @Field(orNull(text('What would work.'))) try_instead!: string | null;
  @Field(orNull(text('The status after it; null if unknown, or not yours to know.'))) status!: string | null;
}

@ApiSchema({ name: 'BulkItem' })
export class BulkItemAnswer {
  @Field(id('The recording or document.')) item_id!: string;
  @Field(orNull(text('Its present title; null if it has none, or if it is not yours to know.'))) title!: string | null;
  @Field(orNull(ItemVerdictAnswer, 'The verdict of the preview; null until it is found.')) preview!: ItemVerdictAnswer | null;
  @Field(orNull(ItemOutcomeAnswer, 'What execution did; null until then.')) result!: ItemOutcomeAnswer | null;
  @Field(flag('Execution decided on another revision than the preview. `result` shows the decision on the newest state.'))
  changed_since_preview!: boolean;
}

@ApiSchema({ name: 'BulkItemList' })
export class BulkItemListAnswer {
  @Field(list(BulkItemAnswer, 'In the order of the request.')) items!: readonly BulkItemAnswer[];
  @Field(orNull(text('The cursor of the next page; null on the last page.'))) next_cursor!: string | null;
}

@ApiSchema({ name: 'BulkPreviewed' })
export class BulkPreviewAnswer extends BulkCommandAnswer {
  @Field(list(BulkItemAnswer, 'The first 20 items.')) items!: readonly BulkItemAnswer[];
}

const totals = <Word extends string>(all: readonly Word[], counts: readonly BulkCount<Word>[]): Record<Word, number> =>
  Object.fromEntries(
    all.map((word) => [word, counts.reduce((sum, each) => sum + (each.word === word ? each.count : 0), 0)]),
  ) as Record<Word, number>;

const sum = (numbers: Readonly<Record<string, number>>): number => Object.values(numbers).reduce((all, each) => all + each, 0);

export function bulkCommandAnswer(bulk: BulkCommand): Readonly<BulkCommandAnswer> {
  const [verdicts, outcomes] = [totals(VERDICTS, bulk.verdicts), totals(OUTCOMES, bulk.outcomes)];
  return {
    id: bulk.id,
    noun: bulk.noun,
    action: bulk.action,
    state: bulk.state,
    total: bulk.total,
    previewed: sum(verdicts),
    done: sum(outcomes) - outcomes.left_out,
    verdict_totals: verdicts,
    verdicts: bulk.verdicts.map(({ word, ...rest }) => ({ verdict: word, ...rest })),
    outcome_totals: outcomes,
    outcomes: bulk.outcomes.map(({ word, ...rest }) => ({ outcome: word, ...rest })),
    changed_since_preview: bulk.changedSincePreview,
    plan_changes: bulk.planChanges.map(({ kind, name, templateId, change }) => ({ kind, name, template_id: templateId, change })),
    waiting_since: bulk.waitingSince ?? null,
    requested_by: bulk.requestedBy,
    executed_by: bulk.executedBy ?? null,
    created_at: bulk.createdAt,
    started_at: bulk.startedAt ?? null,
    ended_at: bulk.endedAt ?? null,
    expires_at: bulk.expiresAt,
  };
}

/** Fewer items, or less time, are no basis for an estimate. */
const LEAST_ITEMS = 20;
const LEAST_MS = 2_000;

/** Adds the rate of a running bulk command, and an estimate if enough is measured. */
export function progressAnswer(bulk: BulkCommand, { items, ms }: RecentWork, now: Date): Readonly<BulkProgressAnswer> {
  const answer = bulkCommandAnswer(bulk);
  const unknown = (reason: (typeof ETA_REASONS)[number], rate: number | null): Readonly<BulkProgressAnswer> => ({
    ...answer,
    rate,
    eta: null,
    eta_reason: reason,
  });
  if (bulk.state !== 'running') return unknown('not-running', null);
  if (bulk.waitingSince !== undefined) return unknown('waiting', 0);
  const rate = ms <= 0 ? 0 : Math.round((items / ms) * 100_000) / 100;
  if (items < LEAST_ITEMS || ms < LEAST_MS) return unknown('too-early', rate);
  const remainingMs = ((bulk.total - answer.done) * ms) / items;
  return { ...answer, rate, eta: new Date(now.getTime() + remainingMs).toISOString(), eta_reason: null };
}

const findingOf = (finding: Finding): Finding => {
  const { code, detail, try_instead, status } = finding;
  return { code, detail, try_instead, status };
};

export const itemAnswer = ({
  itemId,
  title,
  verdict,
  preview,
  outcome,
  result,
  changedSincePreview,
}: TitledItem): BulkItemAnswer => ({
  item_id: itemId,
  title,
  preview: verdict === undefined || preview === undefined ? null : { verdict, ...findingOf(preview) },
  result: outcome === undefined || result === undefined ? null : { outcome, ...findingOf(result) },
  changed_since_preview: changedSincePreview,
});
