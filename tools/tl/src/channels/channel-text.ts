import type { Channel, ChannelHealth } from '@throughline/api-client';
import { table } from '../output/table.js';

const pages = (count: number): string => `${String(count)} ${count === 1 ? 'page' : 'pages'}`;

const successText = ({ last_success_at: at }: ChannelHealth): string =>
  at === null ? 'nothing written yet' : `last success ${at}`;

/** Formats the state of a channel's pages in one line. An error shows its message and its code. */
export function healthText(health: ChannelHealth, name: string): string {
  const { state, backlog, last_error: error } = health;
  if (state === 'off') return 'off: no page is written';
  if (state === 'unknown' && backlog === null) return 'unknown: the state of its pages cannot be read now';
  if (state === 'unknown') return `unknown: no page was written yet; check the connection: tl channel check ${name}`;
  return [
    state,
    ...(backlog === null || backlog === 0 ? [] : [`${pages(backlog)} behind`]),
    successText(health),
    ...(error === null ? [] : [`since ${error.since}: ${error.message} [${error.code}]`]),
    ...(error?.retry_at == null ? [] : [`next attempt at ${error.retry_at}`]),
  ].join(', ');
}

export const channelRows = (channels: readonly Channel[]): string =>
  channels.length === 0
    ? ''
    : table(
        channels.map(({ id, name, action_type: action, outputs, health }) => [
          String(id),
          name,
          action,
          outputs.length === 0 ? 'no output' : outputs.join(', '),
          healthText(health, name),
        ]),
      );

export const channelText = (channel: Channel): string =>
  table([
    ['channel', `${channel.name} (${String(channel.id)})`],
    ['address', channel.webhook_url],
    ['action', channel.action_type],
    ['credential', channel.credential_id === null ? 'none' : String(channel.credential_id)],
    ['data source', channel.data_source_id ?? 'not set'],
    ['outputs', channel.outputs.length === 0 ? 'none' : channel.outputs.join(', ')],
    ['language', channel.language],
    ...Object.entries(channel.field_map).map(([field, property]) => [field, `→ ${property}`]),
    ['pages', healthText(channel.health, channel.name)],
  ]);
