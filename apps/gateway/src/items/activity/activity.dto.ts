import { ApiSchema } from '@nestjs/swagger';
import type { ItemNoun } from '@throughline/domain';
import { Field, IntegerParameter, OptionalField, TextField } from '../../kit/http/fields.js';
import { flag, id, list, orNull, ref, text, words } from '../../kit/http/schemas.js';
import { ITEM_KINDS } from '../../adapters/projection/index.js';
import { AuditEventAnswer } from '../history/event-answer.js';
import { staleSince } from '../read/item-answer.js';

export class ActivityQuery {
  @TextField('`next_cursor` of the page before.', {
    pattern: /^\d{1,18}\.\d{1,4}$/,
    message: '$property must be the id of an event',
  })
  cursor?: string;

  @IntegerParameter('Events on a page.', { min: 1, max: 500, default: 100 })
  limit = 100;
}

@ApiSchema({ name: 'ActiveItem' })
export class ActiveItemAnswer {
  @Field(id('The item.')) id!: string;
  @Field(words(ITEM_KINDS, 'Its kind, which names the path of its other operations.')) kind!: ItemNoun;
  @Field(orNull(text('Its title now; null without one, and after erasure.'))) title!: string | null;
  @Field(flag('It is deleted now.')) deleted!: boolean;
}

@ApiSchema({ name: 'Milestone' })
export class MilestoneAnswer extends AuditEventAnswer {
  @Field(ref(ActiveItemAnswer, 'The item to which it happened.')) item!: ActiveItemAnswer;
}

@ApiSchema({ name: 'Activity' })
export class ActivityAnswer {
  @Field(list(MilestoneAnswer, 'Newest first.')) items!: readonly MilestoneAnswer[];
  @Field(orNull(text('Send it back as `cursor` for the next page; null on the last.'))) next_cursor!: string | null;
  @OptionalField(staleSince) stale_since?: string;
}
