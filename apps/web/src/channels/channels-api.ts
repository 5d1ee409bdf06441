import { queryOptions } from '@tanstack/react-query';
import type { Channel, ChannelField, CheckReport, ConfiguredOutput, NewChannel } from '@throughline/api-types';
import { requestApi, sendRequest } from '../api/client.js';

/** Values that can be written to a page: status and errors during a run, the others after it. */
export const CHANNEL_FIELDS = [
  'status',
  'process_errors',
  'drive_url',
  'language',
  'duration',
  'completed_at',
] as const satisfies readonly ChannelField[];
export const ACTION_TYPES = ['update_origin', 'none'] as const satisfies readonly Channel['action_type'][];

export type ChannelSettings = Pick<
  Channel,
  'name' | 'action_type' | 'field_map' | 'credential_id' | 'data_source_id' | 'outputs' | 'language'
>;

/** A channel with the ETag of the state that was read. */
export interface ChannelWithEtag {
  readonly channel: Channel;
  readonly etag: string | null;
}

const SEEN_MS = 10_000;
const path = (id: number, rest = ''): string => `channels/${String(id)}${rest}`;

export const channelsQuery = queryOptions({
  queryKey: ['settings', 'channels'],
  queryFn: async ({ signal }) => (await requestApi<{ readonly items: readonly Channel[] }>('channels', { signal })).items,
  // The health changes without a change of the channel.
  refetchInterval: SEEN_MS,
});

/** Reads the current state for the form instead of the cached list. */
export const channelQuery = (id: number) =>
  queryOptions({
    queryKey: ['settings', 'channel', id],
    queryFn: async ({ signal }): Promise<ChannelWithEtag> => {
      const { body, headers } = await sendRequest<Channel>(path(id), { signal });
      return { channel: body, etag: headers.get('etag') };
    },
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export const outputsQuery = queryOptions({
  queryKey: ['settings', 'outputs'],
  queryFn: async ({ signal }) => (await requestApi<{ readonly items: readonly ConfiguredOutput[] }>('outputs', { signal })).items,
  staleTime: 60_000,
});

export const addChannel = (body: Partial<ChannelSettings>): Promise<NewChannel> =>
  requestApi('channels', { method: 'POST', body });
/** Sends the ETag, so that a concurrent change is not overwritten. */
export const changeChannel = ({ channel, etag }: ChannelWithEtag, body: Partial<ChannelSettings>): Promise<Channel> =>
  requestApi(path(channel.id), { method: 'PATCH', body, ...(etag === null ? {} : { headers: { 'If-Match': etag } }) });
export const removeChannel = (id: number): Promise<void> => requestApi(path(id), { method: 'DELETE' });
export const createSecret = (id: number): Promise<{ readonly secret: string }> =>
  requestApi(path(id, '/secret'), { method: 'POST' });
export const checkChannel = (id: number, page: string): Promise<CheckReport> =>
  requestApi(path(id, '/check'), { method: 'POST', body: page === '' ? {} : { page_id: page } });
export const resyncChannel = (id: number): Promise<{ readonly asked: number }> =>
  requestApi(path(id, '/resync'), { method: 'POST' });
