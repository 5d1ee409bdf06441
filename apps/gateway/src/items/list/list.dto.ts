import { DAY_FORMATS, OUTPUT_STATUSES } from '@throughline/contracts';
import type { ItemNoun } from '@throughline/domain';
import { ApiSchema, PickType } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ChoiceField, ChoicesParameter, Field, OptionalField, RequestField, TextField } from '../../kit/http/fields.js';
import { InstantField } from '../../kit/http/requests/instant.js';
import { count, flag, id, integer, list, number, orNull, record, ref, text, time, words } from '../../kit/http/schemas.js';
import { ITEM_KINDS, LIST_FILTERS, type ListFilter } from '../../adapters/projection/index.js';
import { LONGEST_TAG } from '../commands/tags.js';
import { staleSince, stateReason, stateWord } from '../read/item-answer.js';
import { IN_STATE, LONGEST_SEARCH, PageQuery } from '../read/list-query.dto.js';
import { ForecastAnswer, RunStepAnswer } from '../read/step-answers.js';

const SORTS = ['created_at', 'updated_at', 'title'].flatMap((column) => [column, `-${column}`]);

export class ItemListQuery extends PageQuery {
  @ChoicesParameter('One or several kinds, separated by commas. Default: all.', ITEM_KINDS)
  kind: readonly ItemNoun[] = [];

  @ChoiceField(`${IN_STATE} Default: all but deleted items.`, LIST_FILTERS)
  state?: ListFilter;

  @RequestField(words(SORTS, 'The order; `-` reverses it.'), { default: '-created_at' }, IsIn(SORTS))
  sort = '-created_at';

  @TextField('Part of the title, in any case; for documents also words of the text.', { max: LONGEST_SEARCH, plain: true })
  q?: string;

  @TextField('Items with this tag, in any case.', { min: 1, max: LONGEST_TAG, plain: true })
  tag?: string;

  @InstantField(`Registered on or after this day (${DAY_FORMATS}) or UTC time.`, { example: '2026-02-05' })
  from_date?: string;

  @InstantField(`Registered before the end of this day (${DAY_FORMATS}), or before this UTC time.`, { example: '2026-02-28' })
  to_date?: string;

  @ChoiceField(
    '`counts`: counts the items in each state. `to_do`: counts only those that a person has to do something about, which is fast in a library of any size.',
    ['counts', 'to_do'],
  )
  include?: 'counts' | 'to_do';
}

@ApiSchema({ name: 'ListedSource' })
class ListedSourceAnswer {
  @Field(text('`upload`, `url` and others.')) kind!: string;
  @Field(orNull(integer('The number of the source that has brought it; null if a person has registered it.', { minimum: 1 })))
  source_id!: number | null;
  @Field(orNull(integer('The bytes of the file; null until known, and without a `plan`.', { minimum: 0 })))
  size!: number | null;
}

@ApiSchema({ name: 'ListedStep' })
class ListedStepAnswer extends PickType(RunStepAnswer, ['step', 'status', 'progress']) {
  @Field(flag('A delivery that was sent, but it is unknown if it arrived.')) unconfirmed!: boolean;
  @Field(flag('It waits for something other than its turn.')) waiting!: boolean;
  @Field(flag('It runs, and its worker is dead.')) stalled!: boolean;
}

@ApiSchema({ name: 'ListedOutput' })
class ListedOutputAnswer {
  @Field(text('Its name.')) id!: string;
  @Field(text('The kind of destination, in lower case.')) target_type!: string;
  @Field(
    words(
      [...OUTPUT_STATUSES.map((status) => status.toLowerCase()), 'unconfirmed'],
      '`unconfirmed`: sent, but it is unknown if it arrived.',
    ),
  )
  state!: string;
}

@ApiSchema({ name: 'Registrant' })
class RegistrantAnswer {
  @Field(id('The user.')) id!: string;
  @Field(orNull(text('Null if the user is unknown.'))) name!: string | null;
}

@ApiSchema({ name: 'ListedItem' })
class ListedItemAnswer extends ForecastAnswer {
  @Field(id('The item.')) id!: string;
  @Field(text('Opaque.')) revision!: string;
  @Field(words(ITEM_KINDS, 'Its kind, which names the path of its other operations.')) kind!: string;
  @Field(orNull(text('Null after erasure.'))) title!: string | null;
  @Field(orNull(text('The name of the uploaded file, without folders.'))) file_name!: string | null;
  @Field(stateWord) state!: string;
  @Field(stateReason) reason!: string | null;
  @Field(flag('A person has to do something.')) needs_attention!: boolean;
  @Field(list(text(), 'The running steps.')) running_steps!: readonly string[];
  @Field(
    list(
      ListedStepAnswer,
      'The plan of the run, in order, while the item is in progress, stalled, queued, waiting or paused; empty otherwise.',
    ),
  )
  plan!: readonly ListedStepAnswer[];
  @Field(orNull(number('Seconds of media; null until known, and for documents.'))) duration_seconds!: number | null;
  @Field(orNull(integer('Pages of a document; null until known.'))) page_count!: number | null;
  @Field(count('Values of a document that wait for a person to check them, as `unsure_fields` names them; 0 for other kinds.'))
  values_to_check!: number;
  @Field(text('`auto` or BCP 47.')) language!: string;
  @Field(ref(ListedSourceAnswer, 'Where the item comes from.')) source!: ListedSourceAnswer;
  @Field(list(ListedOutputAnswer, 'Its outputs, in the order of the configuration.')) outputs!: readonly ListedOutputAnswer[];
  @Field(orNull(text('The stage at which it failed, as the item names it; null if it has not failed.')))
  failed_at_stage!: string | null;
  @Field(
    flag(
      'It is failed or partial, and another attempt is possible and may help: `run` of a recording or a document, `retry` of a session.',
    ),
  )
  can_retry!: boolean;
  @Field(orNull(text('The name of the template that it is bound to; null without one, and if the template is deleted.')))
  template!: string | null;
  @Field(list(text(), 'The tags that people gave it.')) tags!: readonly string[];
  @Field(orNull(text('The path of its picture; null if there is none.'))) thumbnail_url!: string | null;
  @Field(orNull(RegistrantAnswer, 'The user who registered the item; null if a service did, for example a sync.'))
  registered_by!: RegistrantAnswer | null;
  @Field(time('When it was registered.')) created_at!: string;
  @Field(time('Its newest event, without those of previews.')) updated_at!: string;
  @Field(orNull(time('When it was deleted.'))) deleted_at!: string | null;
}

const counts = record(
  integer(undefined, { minimum: 0 }),
  'With `include=counts`: the items by `state`, whatever `state` the request names, and `all` of them but the deleted ones. With `include=to_do`: `attention` and `unsure`. Without zeros, except `all`.',
);

@ApiSchema({ name: 'ListedItemList' })
export class ListedItemsAnswer {
  @Field(list(ListedItemAnswer, 'A page, in the order of `sort`.')) items!: readonly ListedItemAnswer[];
  @Field(orNull(text('Send it back as `cursor` for the next page; null on the last.'))) next_cursor!: string | null;
  @OptionalField(counts) counts?: Readonly<Record<string, number>>;
  @OptionalField(staleSince) stale_since?: string;
}
