import type { MirrorRecord, MirrorStatus, MirrorTrouble, Origin } from '@throughline/contracts';
import { mirrorStateOf, type Asset, type MirrorState } from '@throughline/domain';
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

const isOff = ({ erasedAt, run }: Asset, channel: Channel | undefined): boolean =>
  channel?.actionType !== 'update_origin' || erasedAt !== undefined || run === undefined;

/** What the upload service has not come to yet is behind, unless nothing is to be shown. */
function stateOf(asset: Asset, channel: Channel | undefined, record: FoundRecord): MirrorItem['state'] {
  if (channel === undefined) return 'off';
  if (record === 'unknown') return 'unknown';
  if (record !== undefined) return mirrorStateOf(record);
  return isOff(asset, channel) ? 'off' : 'behind';
}

const errorOf = ({ code, message, since, at, tries, retryAt }: MirrorTrouble): MirrorItem['error'] => ({
  code,
  message,
  since,
  at,
  tries,
  retry_at: retryAt,
});

function told({
  wanted,
  sent,
  supersededBy,
  trouble,
}: Partial<MirrorRecord>): Omit<MirrorItem, 'channel' | `page_${string}` | 'state'> {
  return {
    wanted: wanted === undefined ? null : { status: wanted.status, since: wanted.since },
    sent: sent === undefined ? null : { status: sent.status, at: sent.at },
    superseded_by: supersededBy ?? null,
    error: trouble === undefined ? null : errorOf(trouble),
  };
}

/** `channel`: undefined where it was removed. */
export function mirrorItem(
  { asset, origin }: { readonly asset: Asset; readonly origin: Origin },
  channel: Channel | undefined,
  record: FoundRecord,
): MirrorItem {
  return {
    channel: channel === undefined ? null : { id: channel.id, name: channel.name },
    page_id: origin.page,
    page_url: pageUrl(origin),
    state: stateOf(asset, channel, record),
    ...told(record === undefined || record === 'unknown' ? {} : record),
  };
}
