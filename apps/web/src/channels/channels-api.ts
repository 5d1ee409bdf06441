import { queryOptions } from '@tanstack/react-query';
import { ask, exchange } from '../api/client.js';

/** What can be shown on a page: status and error text while it is at work, the others when it is complete. */
export const CHANNEL_FIELDS = ['status', 'process_errors', 'drive_url', 'language', 'duration', 'completed_at'] as const;
export type ChannelField = (typeof CHANNEL_FIELDS)[number];
export const ACTION_TYPES = ['update_origin', 'none'] as const;
export type ActionType = (typeof ACTION_TYPES)[number];
export const HEALTH_STATES = ['ok', 'behind', 'failing', 'off', 'unknown'] as const;

/** Of a channel: how the writing of all its pages goes. */
export interface ChannelHealth {
  readonly state: (typeof HEALTH_STATES)[number];
  readonly last_success_at: string | null;
  /** How many pages do not show yet what they are to show; null where nobody knows. */
  readonly backlog: number | null;
  readonly last_error: {
    readonly code: string;
    readonly message: string;
    readonly since: string;
    readonly at: string;
    /** Null where nothing is tried before a person has changed the channel. */
    readonly retry_at: string | null;
  } | null;
}

/** Field by field as /openapi.json says. */
export interface Channel {
  readonly id: number;
  readonly name: string;
  readonly action_type: ActionType;
  /** Names of properties at Notion. */
  readonly field_map: Readonly<Partial<Record<ChannelField, string>>>;
  readonly credential_id: number | null;
  readonly data_source_id: string | null;
  readonly outputs: readonly string[];
  readonly language: string;
  readonly webhook_url: string;
  readonly health: ChannelHealth;
}

export type ChannelSettings = Pick<
  Channel,
  'name' | 'action_type' | 'field_map' | 'credential_id' | 'data_source_id' | 'outputs' | 'language'
>;

export interface CheckItem {
  readonly name: string;
  readonly result: 'ok' | 'wrong' | 'unknown';
  readonly message: string;
  /** What to do. */
  readonly mend?: string;
}
export interface CheckReport {
  readonly ok: boolean;
  readonly items: readonly CheckItem[];
}

/** A channel as it was read, with what names that state of it. */
export interface ReadChannel {
  readonly channel: Channel;
  readonly etag: string | null;
}

const SEEN_MS = 10_000;
const path = (id: number, rest = ''): string => `channels/${String(id)}${rest}`;

export const channelsQuery = queryOptions({
  queryKey: ['settings', 'channels'],
  queryFn: async ({ signal }) => (await ask<{ readonly items: readonly Channel[] }>('channels', { signal })).items,
  // Health moves without anybody changing a channel.
  refetchInterval: SEEN_MS,
});

/** For a form: as it is when the form is opened, not as the list has last heard of it. */
export const channelQuery = (id: number) =>
  queryOptions({
    queryKey: ['settings', 'channel', id],
    queryFn: async ({ signal }): Promise<ReadChannel> => {
      const { body, headers } = await exchange<Channel>(path(id), { signal });
      return { channel: body, etag: headers.get('etag') };
    },
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export interface OutputItem {
  readonly name: string;
  readonly type: string;
}

/** Where this server can deliver to. */
export const outputsQuery = queryOptions({
  queryKey: ['settings', 'outputs'],
  queryFn: async ({ signal }) => (await ask<{ readonly items: readonly OutputItem[] }>('outputs', { signal })).items,
  staleTime: 60_000,
});

export const addChannel = (body: Partial<ChannelSettings>): Promise<Channel & { readonly secret: string }> =>
  ask('channels', { method: 'POST', body });
/** As it was read: what somebody else has changed meanwhile is not changed back unseen. */
export const changeChannel = ({ channel, etag }: ReadChannel, body: Partial<ChannelSettings>): Promise<Channel> =>
  ask(path(channel.id), { method: 'PATCH', body, ...(etag === null ? {} : { headers: { 'If-Match': etag } }) });
export const removeChannel = (id: number): Promise<void> => ask(path(id), { method: 'DELETE' });
export const newSecret = (id: number): Promise<{ readonly secret: string }> => ask(path(id, '/secret'), { method: 'POST' });
export const checkChannel = (id: number, page: string): Promise<CheckReport> =>
  ask(path(id, '/check'), { method: 'POST', body: page === '' ? {} : { page_id: page } });
export const resyncChannel = (id: number): Promise<{ readonly asked: number }> => ask(path(id, '/resync'), { method: 'POST' });
