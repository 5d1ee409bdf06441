import { ApiSchema } from '@nestjs/swagger';
import { Field, OptionalField } from '../../kit/http/fields.js';
import { flag, id, integer, list, orNull, record, ref, text, time, words, type Model } from '../../kit/http/schemas.js';
import { staleSince } from '../read/item-answer.js';
import { capitalized, type ItemKind } from '../item-kind.js';

export function createListAnswer({ noun, answer }: ItemKind): Model {
  @ApiSchema({ name: `${capitalized(noun)}List` })
  class ItemList {
    @Field(list(answer, 'A page, in the order of `sort`.')) items!: readonly object[];
    @Field(orNull(text('Send it back as `cursor` for the next page; null on the last.'))) next_cursor!: string | null;
    @OptionalField(integer('With `include=total`.')) total?: number;
    @OptionalField(staleSince) stale_since?: string;
  }
  return ItemList;
}

@ApiSchema({ name: 'PastMoment' })
class PastMomentAnswer {
  @Field(text('As `as_of` it gives the same answer again, without events that were imported later.')) position!: string;
  @Field(time('By the clock of the log.')) time!: string;
}

export function createPastListAnswer({ noun, statuses }: ItemKind): Model {
  const name = capitalized(noun);

  @ApiSchema({ name: `Past${name}` })
  class PastItem {
    @Field(id(`The ${noun}.`)) id!: string;
    @Field(orNull(text('The present title: the log stores no personal data in the clear.'))) title!: string | null;
    @Field(words(statuses, 'The status then, by the rules of then.')) status!: string;
    @Field(flag('It counted as failed then.')) failed!: boolean;
    @Field(flag('It was deleted then.')) deleted!: boolean;
    @Field(time('When it was registered.')) created_at!: string;
    @Field(time('When its last event before the moment was stored; if that event was imported, when it happened.'))
    updated_at!: string;
    @Field(flag('That event happened in another system, and its time is that of the other system.')) imported!: boolean;
  }

  @ApiSchema({ name: `Past${name}List` })
  class PastList {
    @Field(list(PastItem, 'A page, the newest registration first.')) items!: readonly PastItem[];
    @Field(orNull(text('Send it back as `cursor` for the next page; null on the last.'))) next_cursor!: string | null;
    @Field(record(integer(), 'Counts by status, over all pages.')) counts!: Readonly<Record<string, number>>;
    @Field(ref(PastMomentAnswer, 'The moment of the answer.')) as_of!: PastMomentAnswer;
  }
  return PastList;
}
