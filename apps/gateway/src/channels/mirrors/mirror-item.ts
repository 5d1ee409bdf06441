import { ApiSchema } from '@nestjs/swagger';
import { MIRROR_STATUSES, type MirrorRecord, type MirrorStatus, type MirrorTrouble, type Origin } from '@throughline/contracts';
import { currentWork, isPresent, renderMirrorView, mirrorStateOf } from '@throughline/domain';
import type { Asset, MirrorState, MirrorView } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import { Field } from '../../kit/http/fields.js';
import { id, integer, orNull, text, time, words } from '../../kit/http/schemas.js';
import type { Channel } from '../channel.js';
import { PageProblem } from '../channel-item.js';
import type { MirrorRecordLookup } from './mirrors.js';

class MirrorChannel {
  @Field(integer('The number of the channel.', { minimum: 1 })) id!: number;
  @Field(text('The name of the channel.')) name!: string;
}

const PAGE_STATUS = words(MIRROR_STATUSES, 'The status on the page.');

class WantedStatus {
  @Field(PAGE_STATUS) status!: MirrorStatus;
  @Field(time('Since when.')) since!: string;
}

class SentStatus {
  @Field(PAGE_STATUS) status!: MirrorStatus;
  @Field(time('When the status was written, or found on the page.')) at!: string;
}

class MirrorProblem extends PageProblem {
  @Field(time('When the next attempt starts.')) retry_at!: string;
  @Field(integer('The number of consecutive failures.', { minimum: 1 })) tries!: number;
}

const STATES = ['current', 'behind', 'failing', 'superseded', 'off', 'unknown'] as const;
const STATE_MEANING =
  '`current`: the page shows the status of the recording. `superseded`: the page shows a later recording. ' +
  '`off`: the page is not written. `unknown`: the state cannot be determined now.';

@ApiSchema({ name: 'Mirror' })
export class MirrorAnswer {
  @Field(orNull(MirrorChannel, 'The channel of the recording; null if it was removed.')) channel!: MirrorChannel | null;
  @Field(text('The id of the page at Notion.')) page_id!: string;
  @Field(text('The address of the page.')) page_url!: string;
  @Field(words(STATES, STATE_MEANING)) state!: MirrorState | 'unknown';
  @Field(orNull(WantedStatus, 'The status that the page should show.')) wanted!: WantedStatus | null;
  @Field(orNull(SentStatus, 'The status that the page shows.')) sent!: SentStatus | null;
  @Field(orNull(id('A later recording of the same page, which the page shows instead.'))) superseded_by!: string | null;
  @Field(orNull(MirrorProblem, 'Why the page could not be written.')) error!: MirrorProblem | null;
}

const pageUrl = ({ page }: Origin): string => `https://www.notion.so/${page.replaceAll('-', '')}`;

/** An item and the status that its page should show; `view` is undefined if the page should show none. */
export interface MirroredItem {
  readonly origin: Origin;
  readonly view: MirrorView | undefined;
}

/** Drops stalls of earlier attempts. */
const filterCurrentStalls = (asset: Asset, { stalled = [] }: Partial<MirrorRecord>): NonNullable<MirrorRecord['stalled']> =>
  stalled.filter(({ step, attemptId }) => currentWork(asset, step)?.attemptId === attemptId);

export type MirroredState = Pick<LoadedAsset, 'state' | 'personal'>;

/** Returns the status that the item's page should show according to the log. */
export const buildView = ({ state, personal }: MirroredState, record: MirrorRecordLookup): MirrorView | undefined =>
  isPresent(state)
    ? renderMirrorView(state, {
        personal,
        stalled: record === undefined || record === 'unknown' ? [] : filterCurrentStalls(state, record),
      })
    : undefined;

/** Returns true if the record is older than the log. Records hold no texts, so `since` shows that a text has changed. */
const isOlder = ({ wanted }: MirrorRecord, view: MirrorView): boolean =>
  wanted === undefined || wanted.status !== view.status || wanted.since < view.since;

/** Compares with the log, because the upload service may be away and its last record may be out of date. */
function compareWithLog(record: MirrorRecord, view: MirrorView): MirrorState {
  const state = mirrorStateOf(record);
  if (state === 'superseded' && view.runAt <= record.runAt) return 'superseded';
  if (state === 'failing') return 'failing';
  return isOlder(record, view) || state === 'superseded' ? 'behind' : state;
}

/** Returns the state of a page. Without a record yet, the page is behind unless it should show nothing. */
function stateOf(view: MirrorView | undefined, channel: Channel | undefined, record: MirrorRecordLookup): MirrorAnswer['state'] {
  if (channel === undefined) return 'off';
  if (record === 'unknown') return 'unknown';
  if (view === undefined || channel.actionType !== 'update_origin') return 'off';
  return record === undefined ? 'behind' : compareWithLog(record, view);
}

const renderTrouble = ({ code, message, since, at, tries, retryAt }: MirrorTrouble): MirrorAnswer['error'] => ({
  code,
  message,
  since,
  at,
  tries,
  retry_at: retryAt,
});

const renderRecord = ({
  sent,
  supersededBy,
  trouble,
}: Partial<MirrorRecord>): Pick<MirrorAnswer, 'sent' | 'superseded_by' | 'error'> => ({
  // After another item has taken over the page, the status sent before is no longer on it.
  sent: sent === undefined || supersededBy !== undefined ? null : { status: sent.status, at: sent.at },
  superseded_by: supersededBy ?? null,
  error: trouble === undefined ? null : renderTrouble(trouble),
});

/** Builds the API's item of a page. `channel` is undefined if it was removed. */
export function renderMirror(
  { origin, view }: MirroredItem,
  channel: Channel | undefined,
  record: MirrorRecordLookup,
): MirrorAnswer {
  const state = stateOf(view, channel, record);
  return {
    channel: channel === undefined ? null : { id: channel.id, name: channel.name },
    page_id: origin.page,
    page_url: pageUrl(origin),
    state,
    wanted: view === undefined || state === 'off' || state === 'unknown' ? null : { status: view.status, since: view.since },
    ...renderRecord(record === undefined || record === 'unknown' ? {} : record),
  };
}
