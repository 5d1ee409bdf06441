import { ApiSchema } from '@nestjs/swagger';
import { ChoicesParameter, Field, IntegerParameter, OptionalField, TextField, TextsField } from '../kit/http/fields.js';
import { count, id, integer, list, number, orNull, ref, text, time, words } from '../kit/http/schemas.js';
import { staleSince } from '../items/index.js';
import { INDEX_STATES } from '../search/index.js';
import { DUPLICATE_KINDS, DUPLICATE_REASONS, MOST_ITEMS, type DuplicateKind, type DuplicateReason } from './duplicate-store.js';

/** Each has up to 50 items, and all of them are read. */
const MOST_GROUPS = 20;
const LONGEST_CURSOR = 500;
const LONGEST_ID = 100;

class PageParameters {
  @IntegerParameter('Entries on a page.', { min: 1, max: MOST_GROUPS, default: MOST_GROUPS })
  limit = MOST_GROUPS;

  @TextField('`next_cursor` of the page before.', { min: 1, max: LONGEST_CURSOR })
  cursor?: string;
}

export class DuplicatesQuery extends PageParameters {
  @ChoicesParameter('One or several kinds, separated by commas. Default: all.', DUPLICATE_KINDS)
  kind: readonly DuplicateKind[] = [];

  @ChoicesParameter('One or several reasons, separated by commas. Default: all.', DUPLICATE_REASONS)
  reason: readonly DuplicateReason[] = [];
}

export class KeptQuery extends PageParameters {}

@ApiSchema({ name: 'ComparedSource' })
class ComparedSourceAnswer {
  @Field(text('`upload`, `url` and others.')) kind!: string;
  @Field(orNull(integer('The number of the source that has brought it; null if a person has registered it.', { minimum: 1 })))
  source_id!: number | null;
}

@ApiSchema({ name: 'ComparedItem' })
class ComparedItemAnswer {
  @Field(id('The item.')) id!: string;
  @Field(words(DUPLICATE_KINDS, 'Its kind, which names the path of its other operations.')) kind!: string;
  @Field(orNull(text('Its title.'))) title!: string | null;
  @Field(orNull(text('The name of the uploaded file, without folders.'))) file_name!: string | null;
  @Field(orNull(text('The sender of a document.'))) sender!: string | null;
  @Field(orNull(text('The date in a document: `2024-03-01`.'))) date!: string | null;
  @Field(orNull(text('The number of an invoice.'))) number!: string | null;
  @Field(orNull(text('The amount of a document, with a dot: `1234.56`.'))) amount!: string | null;
  @Field(orNull(text('The currency of the amount, as ISO 4217.'))) currency!: string | null;
  @Field(orNull(count('Bytes of the file.'))) size!: number | null;
  @Field(orNull(integer('Pages of a document.', { minimum: 0 }))) page_count!: number | null;
  @Field(orNull(number('Seconds of media; null for documents.'))) duration_seconds!: number | null;
  @Field(list(text(), 'The tags that people gave it.')) tags!: readonly string[];
  @Field(list(text(), 'The outputs that have it.')) delivered_to!: readonly string[];
  @Field(ref(ComparedSourceAnswer, 'Where it comes from.')) source!: ComparedSourceAnswer;
  @Field(orNull(text('The path of its picture; null if there is none.'))) thumbnail_url!: string | null;
  @Field(time('When it was registered.')) created_at!: string;
}

const REASON =
  '`same_file`: the files have the same bytes. `same_amount`: the same sender, date and amount. `same_title`: the same sender, date and title, without an amount. `similar_text`: documents with nearly the same text.';

@ApiSchema({ name: 'DuplicateGroup' })
export class DuplicateGroupAnswer {
  @Field(text('Opaque. Stays the same while the items have the same file, values or text.')) id!: string;
  @Field(words(DUPLICATE_REASONS, REASON)) reason!: DuplicateReason;
  @Field(words(DUPLICATE_KINDS, 'The kind of the items.')) kind!: DuplicateKind;
  @Field(list(ComparedItemAnswer, `The items, the oldest first; the ${String(MOST_ITEMS)} oldest at most.`))
  items!: readonly ComparedItemAnswer[];
  @Field(integer('All items of the group.', { minimum: 2 })) item_count!: number;
  @Field(
    orNull(
      integer(
        'Of similar texts: about how many percent of its text the least similar item has in common with the oldest one. Null for other reasons.',
        { minimum: 0, maximum: 100 },
      ),
    ),
  )
  likeness!: number | null;
}

/** `unavailable`: the tables of the search cannot be read, or not soon enough. */
export const SIMILAR_TEXT_STATES = [...INDEX_STATES, 'unavailable'] as const;
export type SimilarTextState = (typeof SIMILAR_TEXT_STATES)[number];

const TEXT_STATE =
  'How much is known of similar texts, which the search compares. `current`: all. `behind`: some texts are not compared yet, so groups may be missing. `building`: the search index is being filled, and groups are missing. `stopped`: the search does not run, and groups may be missing. `unavailable`: no similar texts are known now, because the tables of the search cannot be read, or not soon enough.';

@ApiSchema({ name: 'DuplicateList' })
export class DuplicateListAnswer {
  @Field(list(DuplicateGroupAnswer, 'The group with the newest item first.')) items!: readonly DuplicateGroupAnswer[];
  @Field(count('All groups of the kinds and reasons.')) total!: number;
  @Field(words(SIMILAR_TEXT_STATES, TEXT_STATE)) similar_texts!: SimilarTextState;
  @Field(orNull(text('Send it back as `cursor` for the next page; null on the last.'))) next_cursor!: string | null;
  @OptionalField(staleSince) stale_since?: string;
}

export class KeepDuplicatesBody {
  @TextsField(
    'Items that are not duplicates of each other, in any order.',
    { min: 1, max: LONGEST_ID },
    { minItems: 2, maxItems: MOST_ITEMS, unique: true, required: true },
  )
  ids: readonly string[] = [];
}

@ApiSchema({ name: 'KeptItem' })
class KeptItemAnswer {
  @Field(id('The item.')) id!: string;
  @Field(words(DUPLICATE_KINDS, 'Its kind.')) kind!: string;
  @Field(orNull(text('Its title.'))) title!: string | null;
}

@ApiSchema({ name: 'KeptDuplicates' })
export class KeptDuplicatesAnswer {
  @Field(text('The decision. The same items have the same id.')) id!: string;
  @Field(
    list(
      KeptItemAnswer,
      'The items. Those that have left the library or are erased are absent; a decision with fewer than two others is not listed.',
    ),
  )
  items!: readonly KeptItemAnswer[];
  @Field(time('When a person decided it.')) kept_at!: string;
}

@ApiSchema({ name: 'KeptDuplicatesList' })
export class KeptListAnswer {
  @Field(list(KeptDuplicatesAnswer, 'The newest first.')) items!: readonly KeptDuplicatesAnswer[];
  @Field(orNull(text('Send it back as `cursor` for the next page; null on the last.'))) next_cursor!: string | null;
}
