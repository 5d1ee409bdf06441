import { ApiSchema } from '@nestjs/swagger';
import { Field, IntegerParameter, TextField } from '../kit/http/fields.js';
import { count, flag, id, list, orNull, ref, text, time, words } from '../kit/http/schemas.js';
import { ITEM_KINDS } from './query/search-query.js';
import type { IndexState, MarkedText, PassageHit, SearchHit } from './search-index.js';
import type { SearchResult } from './search.js';

export const LONGEST_QUERY = 500;
const LONGEST_CURSOR = 8_000;
export const MAX_HITS = 50;

export class SearchParameters {
  @TextField(
    'Words, `"several words"`, `beginn*`, `-without`, and filters: `sender:acme`, `tag:invoice`, `speaker:ann`, `kind:document`, `before:2026-03`, `after:2026-03-15`, `in:title`. `-` negates a filter too. Every word must be in the item.',
    {
      min: 1,
      max: LONGEST_QUERY,
      tooLong: (count) =>
        `has ${String(count)} characters, and a search can have at most ${String(LONGEST_QUERY)}: leave out words or filters`,
      required: true,
      example: 'budget sender:acme before:2026-03',
    },
  )
  q = '';

  @IntegerParameter('Items on a page. A page can have fewer, also if another one follows.', {
    min: 1,
    max: MAX_HITS,
    default: 20,
  })
  limit = 20;

  @TextField('`next_cursor` of the page before, with the same `q`.', { min: 1, max: LONGEST_CURSOR })
  cursor?: string;
}

@ApiSchema({ name: 'SearchRange' })
class RangeAnswer {
  @Field(count('UTF-16 code units before it.')) start!: number;
  @Field(count('UTF-16 code units.')) length!: number;
}

@ApiSchema({ name: 'SearchPassage' })
class PassageAnswer {
  @Field(text('Part of the transcript, or of the text of the document. Plain text, never HTML.')) text!: string;
  @Field(list(RangeAnswer, 'The words that were found, in order.')) ranges!: readonly RangeAnswer[];
  @Field(orNull(count('Milliseconds from the start of the recording, where the sentence begins; null for documents.')))
  start_ms!: number | null;
  @Field(orNull(count('The page, from 1. Null: a recording, or a written text, unless its PDF has one page.'))) page!:
    | number
    | null;
  @Field(orNull(text('The speaker of that sentence, if known.'))) speaker!: string | null;
}

@ApiSchema({ name: 'SearchItem' })
class ItemAnswer {
  @Field(id('The item.')) id!: string;
  @Field(words(ITEM_KINDS, 'Its kind.')) kind!: string;
  @Field(orNull(text('Its title.'))) title!: string | null;
  @Field(list(RangeAnswer, 'The words that were found in the title, in order.')) title_ranges!: readonly RangeAnswer[];
  @Field(time('The date of the recording or in the document, else that of the registration. `before:` and `after:` compare it.'))
  date!: string;
  @Field(orNull(text('The sender of the document.'))) sender!: string | null;
  @Field(list(text(), 'Its tags.')) tags!: readonly string[];
  @Field(list(text(), 'Names of its speakers, which people have set.')) people!: readonly string[];
  @Field(list(PassageAnswer, 'The best passages, at most three, in their order.')) passages!: readonly PassageAnswer[];
  @Field(count('All passages with one of the words.')) passage_count!: number;
}

@ApiSchema({ name: 'SearchSimilar' })
class SimilarAnswer {
  @Field(text('A word of `q`.')) word!: string;
  @Field(list(text(), 'Words of similar spelling that were searched too.')) searched!: readonly string[];
}

export const INDEX_STATES = ['current', 'behind', 'building', 'stopped'] as const;

@ApiSchema({ name: 'SearchIndexState' })
class IndexAnswer {
  @Field(
    words(
      INDEX_STATES,
      '`building`: the index is being filled, and items are missing. `behind`: the newest changes are missing. `stopped`: no server keeps it up to date now.',
    ),
  )
  state!: (typeof INDEX_STATES)[number];
  @Field(orNull(count('Events of items, of all libraries, that the index does not show yet. Null if unknown.')))
  behind_events!: number | null;
  @Field(orNull(count('The age of the oldest of them, in seconds. Null if unknown.'))) behind_seconds!: number | null;
  @Field(count('Items, of all libraries, that could not be indexed completely. They are tried again.')) failed_items!: number;
  @Field(flag('Words of similar spelling are searched. False if the database lacks the extension `pg_trgm`.'))
  finds_similar!: boolean;
}

@ApiSchema({ name: 'SearchAnswer' })
export class SearchAnswer {
  @Field(list(ItemAnswer, 'The best matches first.')) items!: readonly ItemAnswer[];
  @Field(orNull(text('For the next page. Null: this is the last one.'))) next_cursor!: string | null;
  @Field(list(SimilarAnswer, 'Not empty if few items have the exact words: items with words of similar spelling are included.'))
  similar!: readonly SimilarAnswer[];
  @Field(list(text(), 'Names before a colon that are no filters. They were searched as words.'))
  unknown_filters!: readonly string[];
  @Field(ref(IndexAnswer, 'How current the search is.')) index!: IndexAnswer;
}

@ApiSchema({ name: 'SearchIndexRefill' })
export class RefillAnswer {
  @Field(flag('The index is being filled again. Searches go on meanwhile.')) refilling!: boolean;
}

const rangesOf = ({ ranges }: MarkedText): readonly RangeAnswer[] => ranges.map(({ start, length }) => ({ start, length }));

const renderPassage = (passage: PassageHit): PassageAnswer => ({
  text: passage.text,
  ranges: rangesOf(passage),
  start_ms: passage.startMs ?? null,
  page: passage.page ?? null,
  speaker: passage.speaker ?? null,
});

const renderHit = ({ id: item, kind, title, at, sender, tags, people, passages, passageCount }: SearchHit): ItemAnswer => ({
  id: item,
  kind,
  title: title?.text ?? null,
  title_ranges: title === undefined ? [] : rangesOf(title),
  date: at,
  sender: sender ?? null,
  tags,
  people,
  passages: passages.map(renderPassage),
  passage_count: passageCount,
});

export const indexStateOf = ({ isBuilt, isRunning, pendingCommits }: IndexState): (typeof INDEX_STATES)[number] => {
  if (!isRunning) return 'stopped';
  if (!isBuilt) return 'building';
  return pendingCommits > 0 ? 'behind' : 'current';
};

function renderIndex(state: IndexState): IndexAnswer {
  const name = indexStateOf(state);
  // Without a reader nobody knows how much the log has grown since.
  const isKnown = name === 'current' || name === 'behind';
  return {
    state: name,
    behind_events: isKnown ? state.pendingCommits : null,
    behind_seconds: isKnown ? Math.ceil(state.behindMs / 1_000) : null,
    failed_items: state.failedItems,
    finds_similar: state.findsSimilar,
  };
}

export const renderResult = ({ hits, nextCursor, similar, unknownFilters, index }: SearchResult): SearchAnswer => ({
  items: hits.map(renderHit),
  next_cursor: nextCursor ?? null,
  similar: Object.entries(similar).map(([word, searched]) => ({ word, searched })),
  unknown_filters: unknownFilters,
  index: renderIndex(index),
});
