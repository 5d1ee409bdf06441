import { ApiSchema } from '@nestjs/swagger';
import { Field, TextField } from '../../kit/http/fields.js';
import { count, flag, id, list, literal, orNull, ref, text, time, words } from '../../kit/http/schemas.js';
import { OutcomeAnswer, QuarantinePlace, unreadableCode, unreadableReason } from '../../items/index.js';

@ApiSchema({ name: 'RetryQuarantined' })
export class RetryBody {
  @TextField("Explains the decision to later readers of the history. Encrypted with the item's personal data.", {
    min: 1,
    max: 500,
    plain: true,
  })
  reason?: string;
}

@ApiSchema({ name: 'DiscardQuarantined' })
export class DiscardBody extends RetryBody {
  @TextField('The commit to discard, one of `obstacles`. Default: the one that blocks the item now.', { min: 1, max: 200 })
  commit_id?: string;
}

const DECISIONS = ['discard', 'retry'] as const;
type DecisionName = (typeof DECISIONS)[number];
const DECISION = 'The decision.';
const DISCARDED = 'The discarded commit.';

export class QuarantineListItem extends QuarantinePlace {
  @Field(id('The item.')) id!: string;
  @Field(orNull(text('The id of the blocking commit; null if the projection does not know it.'))) commit_id!: string | null;
  @Field(count('The later commits, which wait.')) waiting_commits!: number;
}

export class QuarantineList {
  @Field(list(QuarantineListItem, 'Oldest first.')) items!: readonly QuarantineListItem[];
}

export class QuarantineObstacle {
  @Field(text('The id of the commit, or a digest of its bytes if it has none.')) commit_id!: string;
  @Field(text('The position of the commit in the log.')) position!: string;
  @Field(time('When the commit was stored.')) stored_at!: string;
  @Field(unreadableCode) code!: string;
  @Field(unreadableReason) reason!: string;
}

export class PastQuarantineDecision {
  @Field(words(DECISIONS, DECISION)) decision!: DecisionName;
  @Field(orNull(text(DISCARDED))) commit_id!: string | null;
  @Field(orNull(text('The reason that the user gave.'))) reason!: string | null;
  @Field(text('The id of the user.')) by!: string;
  @Field(time('When the decision was made.')) at!: string;
  @Field(text('The position of the decision in the log.')) position!: string;
}

@ApiSchema({ name: 'QuarantinedItem' })
export class QuarantineDetails extends QuarantineListItem {
  @Field(list(QuarantineObstacle, 'Every blocking commit, in order: each must be discarded. Empty if all can be read.'))
  obstacles!: readonly QuarantineObstacle[];
  @Field(count('The commits of the item that can be read.')) readable_commits!: number;
  @Field(list(PastQuarantineDecision, 'Earlier decisions about the item.')) decisions!: readonly PastQuarantineDecision[];
}

export class QuarantineDecision {
  @Field(id('The item.')) id!: string;
  @Field(words(DECISIONS, DECISION)) decision!: DecisionName;
  @Field(orNull(text(DISCARDED))) commit_id!: string | null;
  @Field(text('The position of the decision in the log. Until the projection has reached it, the item is shown as before.'))
  position!: string;
}

export class QuarantinePreview {
  @Field(literal(true, 'Nothing was changed.')) dry_run!: true;
  @Field(id('The item.')) id!: string;
  @Field(flag('The decision would be added to the history.')) would_change!: boolean;
  @Field(orNull(text('The status of the item after the decision; null if a commit would still block it.')))
  status_after!: string | null;
  @Field(ref(OutcomeAnswer, 'The outcome that the decision would have.')) outcome!: OutcomeAnswer;
}
