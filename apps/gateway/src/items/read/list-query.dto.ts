import { DAY_FORMATS, RECORDING_STATUSES } from '@throughline/contracts';
import { ATTENTION_STATES } from '@throughline/domain';
import { IsString, MaxLength } from 'class-validator';
import {
  ChoiceField,
  ChoicesParameter,
  FlagParameter,
  FLAGS,
  IntegerParameter,
  RequestField,
  TextField,
  type Flag,
} from '../../kit/http/fields.js';
import { InstantField } from '../../kit/http/requests/instant.js';
import { words } from '../../kit/http/schemas.js';
import {
  LIST_FILTERS,
  SORT_COLUMNS,
  TRANSCRIPT_FILTERS,
  type ListFilter,
  type TranscriptFilter,
} from '../../adapters/projection/index.js';
import { LONGEST_TAG } from '../commands/tags.js';
import { MomentParameter } from '../history/moment.js';

export const MAX_PAGE = 200;

export class PageQuery {
  @IntegerParameter('Items on a page.', { min: 1, max: MAX_PAGE, default: 50 })
  limit = 50;

  @TextField('`next_cursor` of the page before, with the same `sort`.', { max: 2_000 })
  cursor?: string;
}

const ATTENTION = ATTENTION_STATES.map((state) => `\`${state}\``).join(', ');

export const IN_STATE = `Items in this state. \`attention\`: ${ATTENTION} and \`unreadable\`. \`unreadable\`: the history cannot be read. \`no_transcript\`: finished recordings without the transcript that the run was asked for. \`draft\`: items with a transcript of draft quality. \`unsure\`: documents that wait for a person to check their fields.`;

/** Characters of a search. */
export const LONGEST_SEARCH = 200;

const SORTS = SORT_COLUMNS.flatMap((column) => [column, `-${column}`]);

export class ItemsQuery extends PageQuery {
  /** Checked where the column is chosen. */
  @RequestField(words(SORTS, 'The order; `-` reverses it.'), { default: '-created_at' }, IsString(), MaxLength(40))
  sort = '-created_at';

  @TextField('Part of the title, in any case; for documents also words of the text.', { max: LONGEST_SEARCH, plain: true })
  q?: string;

  @InstantField(`Registered on or after this day (${DAY_FORMATS}) or UTC time.`, { example: '2026-02-05' })
  from_date?: string;

  @InstantField(`Registered before the end of this day (${DAY_FORMATS}), or before this UTC time.`, { example: '2026-02-28' })
  to_date?: string;

  @ChoiceField(IN_STATE, LIST_FILTERS)
  state?: ListFilter;

  @ChoiceField('`total` counts all matches.', ['total'])
  include?: 'total';

  @FlagParameter('Failed items, or the others.')
  failed?: Flag;

  @FlagParameter('Paused items, or the others.')
  on_pause?: Flag;

  @FlagParameter('Items that wait for a dependency, or the others.')
  waiting?: Flag;

  @FlagParameter('Items whose finished content waits until a person publishes it, or the others.')
  needs_review?: Flag;

  @FlagParameter('Items with the label `stopped`, or the others.')
  stopped?: Flag;

  @TextField('Items with this tag, in any case.', { min: 1, max: LONGEST_TAG, plain: true })
  tag?: string;

  @ChoiceField(
    '`true`: deleted items, expired or not; `any`: together with the others. Default: `false`, `any` if `status` has `EXPIRED`, or `true` if `state` is `deleted`.',
    [...FLAGS, 'any'],
  )
  deleted?: Flag | 'any';

  @TextField('Items with this content: `source.sha256`.', {
    pattern: /^[0-9a-f]{64}$/,
    message: '$property must be the sha256 of a file, in lower-case hex',
  })
  sha256?: string;
}

export const MISSING_TRANSCRIPT =
  '`missing`: recordings whose stages have ended without the transcript that the run was asked for; `off`: those for which none was asked.';

export class ListQuery extends ItemsQuery {
  @ChoicesParameter('One or several statuses, separated by commas.', RECORDING_STATUSES)
  status: readonly string[] = [];

  @FlagParameter('Recordings with an output whose arrival is unknown, or the others.')
  unconfirmed?: Flag;

  @FlagParameter('Recordings with both uploaded and failed outputs, or the others.')
  partial?: Flag;

  @FlagParameter('Recordings with a follow-up of a delivery that has finally failed, or the others.')
  follow_ups_failed?: Flag;

  @FlagParameter('Recordings with a transcript of draft quality, or the others.')
  draft?: Flag;

  /** Only lists of documents have this parameter. */
  unsure?: Flag;

  @ChoiceField(MISSING_TRANSCRIPT, TRANSCRIPT_FILTERS)
  transcript?: TranscriptFilter;

  @TextField('Recordings of this channel: `origin.channel_id`.', {
    pattern: /^[1-9]\d{0,14}$/,
    message: '$property must be the id of a channel',
  })
  channel_id?: string;

  @MomentParameter(
    'The recordings at this moment: a smaller item of each, with `counts`. Allowed with `limit`, `cursor`, `status` and `deleted` only.',
  )
  as_of?: string;
}

const revision = {
  pattern: /^(0|[1-9]\d{0,18})$/,
  message: '$property must be a revision from an earlier answer',
};

export class ItemQuery {
  @TextField('The answer shows this revision or a later one.', revision)
  min_revision?: string;

  @TextField('With `wait`: answers as soon as the item has a later revision.', revision)
  after_revision?: string;

  @IntegerParameter('The seconds to wait for a change; then the item is returned as it is.', { min: 0, max: 60, default: 0 })
  wait = 0;

  @MomentParameter('The item at this moment. Excludes the other parameters.')
  as_of?: string;
}

export class EventsQuery {
  @TextField('The id of the last known event.', {
    pattern: /^\d{1,18}\.\d{1,4}$/,
    message: '$property must be the id of an event',
  })
  after?: string;

  @TextField('The answer includes the events of this revision, even if lists do not show them yet.', revision)
  min_revision?: string;

  @IntegerParameter('Events on a page.', { min: 1, max: 500, default: 100 })
  limit = 100;
}
