import { table } from '../output/table.js';
import type { ChannelView, HealthView } from './views.js';

const pages = (count: number): string => `${String(count)} ${count === 1 ? 'page' : 'pages'}`;

const successText = ({ last_success_at: at }: HealthView): string => (at === null ? 'nothing written yet' : `last success ${at}`);

/** In one line how its pages stand; of what is wrong the text for people, with its code. */
export function healthText(health: HealthView): string {
  const { state, backlog, last_error: error } = health;
  if (state === 'off') return 'off: no page is written';
  if (state === 'unknown') return 'unknown: nobody can tell now how its pages stand';
  return [
    state,
    ...(backlog === null || backlog === 0 ? [] : [`${pages(backlog)} behind`]),
    successText(health),
    ...(error === null ? [] : [`since ${error.since}: ${error.message} [${error.code}]`]),
    ...(error?.retry_at == null ? [] : [`tried again at ${error.retry_at}`]),
  ].join(', ');
}

export const channelRows = (channels: readonly ChannelView[]): string =>
  channels.length === 0
    ? ''
    : table(
        channels.map(({ id, name, action_type: action, outputs, health }) => [
          String(id),
          name,
          action,
          outputs.length === 0 ? 'no output' : outputs.join(', '),
          healthText(health),
        ]),
      );

export const channelText = (channel: ChannelView): string =>
  table([
    ['channel', `${channel.name} (${String(channel.id)})`],
    ['webhook', channel.webhook_url],
    ['action', channel.action_type],
    ['credential', channel.credential_id === null ? 'none' : String(channel.credential_id)],
    ['data source', channel.data_source_id ?? 'not said'],
    ['outputs', channel.outputs.length === 0 ? 'none' : channel.outputs.join(', ')],
    ['language', channel.language ?? 'as elsewhere'],
    ...Object.entries(channel.field_map).map(([field, property]) => [field, `→ ${property}`]),
    ['pages', healthText(channel.health)],
  ]);
