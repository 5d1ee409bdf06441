import type { MirrorRecord, MirrorStatus, MirrorTrouble, Origin } from '@throughline/contracts';
import {
  currentWork,
  isPresent,
  mirrorOf,
  mirrorStateOf,
  type Asset,
  type MirrorState,
  type MirrorView,
} from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { Channel } from '../channels/channel.js';
import type { FoundRecord } from './mirrors.js';

/** How the page of an item stands, as the API shows it. */
export interface MirrorItem {
  readonly channel: { readonly id: number; readonly name: string } | null;
  readonly page_id: string;
  readonly page_url: string;
  readonly state: MirrorState | 'unknown';
  readonly wanted: { readonly status: MirrorStatus; readonly since: string } | null;
  readonly sent: { readonly status: MirrorStatus; readonly at: string } | null;
  readonly superseded_by: string | null;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly since: string;
    readonly at: string;
    readonly tries: number;
    readonly retry_at: string;
  } | null;
}

const pageUrl = ({ page }: Origin): string => `https://www.notion.so/${page.replaceAll('-', '')}`;

/** An item as the log has it, and what its page is to show; `view` is undefined where that is nothing. */
export interface ItemOfPage {
  readonly origin: Origin;
  readonly view: MirrorView | undefined;
}

/** What a stall is said of is at work no longer once another attempt is. */
const stillStalled = (asset: Asset, { stalled = [] }: Partial<MirrorRecord>): NonNullable<MirrorRecord['stalled']> =>
  stalled.filter(({ step, attemptId }) => currentWork(asset, step)?.attemptId === attemptId);

export type ItemNow = Pick<LoadedAsset, 'state' | 'personal'>;

/** As its page would be now if nobody had to write it. */
export const viewOf = ({ state, personal }: ItemNow, record: FoundRecord): MirrorView | undefined =>
  isPresent(state)
    ? mirrorOf(state, { personal, stalled: record === undefined || record === 'unknown' ? [] : stillStalled(state, record) })
    : undefined;

/** Whether the record speaks of less than the log: texts are not in it, so that another one came is told by its time. */
const isOlder = ({ wanted }: MirrorRecord, view: MirrorView): boolean =>
  wanted === undefined || wanted.status !== view.status || wanted.since < view.since;

/** Only the log says what is to be shown: whoever writes may be away, and have said all is well before that. */
function stateOfKnown(record: MirrorRecord, view: MirrorView): MirrorState {
  const state = mirrorStateOf(record);
  if (state === 'superseded' && view.runAt <= record.runAt) return 'superseded';
  if (state === 'failing') return 'failing';
  return isOlder(record, view) || state === 'superseded' ? 'behind' : state;
}

/** What the upload service has not come to yet is behind, unless nothing is to be shown. */
function stateOf(view: MirrorView | undefined, channel: Channel | undefined, record: FoundRecord): MirrorItem['state'] {
  if (channel === undefined) return 'off';
  if (record === 'unknown') return 'unknown';
  if (view === undefined || channel.actionType !== 'update_origin') return 'off';
  return record === undefined ? 'behind' : stateOfKnown(record, view);
}

const errorOf = ({ code, message, since, at, tries, retryAt }: MirrorTrouble): MirrorItem['error'] => ({
  code,
  message,
  since,
  at,
  tries,
  retry_at: retryAt,
});

const told = ({ sent, supersededBy, trouble }: Partial<MirrorRecord>): Pick<MirrorItem, 'sent' | 'superseded_by' | 'error'> => ({
  // What it has shown once is not what the page shows where another item has taken its place.
  sent: sent === undefined || supersededBy !== undefined ? null : { status: sent.status, at: sent.at },
  superseded_by: supersededBy ?? null,
  error: trouble === undefined ? null : errorOf(trouble),
});

/** `channel`: undefined where it was removed. */
export function mirrorItem({ origin, view }: ItemOfPage, channel: Channel | undefined, record: FoundRecord): MirrorItem {
  const state = stateOf(view, channel, record);
  return {
    channel: channel === undefined ? null : { id: channel.id, name: channel.name },
    page_id: origin.page,
    page_url: pageUrl(origin),
    state,
    wanted: view === undefined || state === 'off' || state === 'unknown' ? null : { status: view.status, since: view.since },
    ...told(record === undefined || record === 'unknown' ? {} : record),
  };
}
