import type { OperationOptions, Parameter } from '../kit/http/operation.js';
import { idempotencyKey, ifMatchOf } from '../kit/http/parameters.js';
import {
  ChannelCheckAnswer,
  ChannelList,
  ChannelResync,
  ChannelSecret,
  NewChannelAnswer,
  ChannelAnswer,
} from './channel-item.js';
import { ChangeChannel, CheckChannel, CreateChannel } from './channels.dto.js';

/** Valid only in specs that register it. */
export const CHANNEL_SECRET_EXAMPLE = 'tlw_q7Zt2wXo5yVn0s8kqv7cXb3uYw4rTfEhJdKlPaQzGsm';
export const CHANNEL_NAME_EXAMPLE = 'audit-process';
export const PAGE_EXAMPLE = '1f0c7c3e-9d0a-4f5d-8f0f-2b110199f5a0';
export const TIME_EXAMPLE = '2026-02-05T10:00:00.000Z';

const example: Readonly<ChannelAnswer> = {
  id: 4,
  name: CHANNEL_NAME_EXAMPLE,
  action_type: 'update_origin',
  field_map: { status: 'Transcript Process Status', process_errors: 'ProcessErrors' },
  credential_id: 3,
  data_source_id: null,
  outputs: ['drive'],
  language: 'auto',
  webhook_url: `https://recordings.example/api/v1/webhooks/${CHANNEL_NAME_EXAMPLE}`,
  created_at: TIME_EXAMPLE,
  updated_at: TIME_EXAMPLE,
  health: { state: 'ok', last_success_at: TIME_EXAMPLE, backlog: 0, last_error: null },
};

const tag = 'channels';
const channelId: Parameter = { name: 'id', in: 'path', description: 'The number of a channel.', schema: { type: 'string' } };
const ifMatchChannel = ifMatchOf('channel');
const headers = { ETag: 'Send it back as `If-Match` to change the channel.' };
const one = { status: 200, description: 'The channel, without its secret.', type: ChannelAnswer, example, headers };

export const listChannels: OperationOptions = {
  id: 'listChannels',
  tag,
  scope: 'read',
  summary: 'List the channels of your library',
  answers: [{ status: 200, description: 'Channels, without their secrets.', type: ChannelList, example: { items: [example] } }],
  problems: [],
};

export const createChannel: OperationOptions = {
  id: 'createChannel',
  tag,
  scope: 'write',
  summary: 'Make a channel',
  description: 'Only this answer shows its secret.',
  parameters: [idempotencyKey],
  body: {
    type: CreateChannel,
    required: true,
    example: { name: 'talks', outputs: ['library'], action_type: 'update_origin' },
  },
  answers: [
    {
      status: 201,
      description: 'The channel, with its secret.',
      type: NewChannelAnswer,
      example: { ...example, secret: CHANNEL_SECRET_EXAMPLE },
      headers: { Location: 'The channel.', ...headers },
    },
  ],
  problems: ['channel-name-taken', 'channel-without-output', 'credential-not-found', 'output-not-found'],
};

export const getChannel: OperationOptions = {
  id: 'getChannel',
  tag,
  scope: 'read',
  summary: 'Read a channel and its state',
  parameters: [channelId],
  answers: [one],
  problems: ['not-found'],
};

export const changeChannel: OperationOptions = {
  id: 'changeChannel',
  tag,
  scope: 'write',
  summary: 'Change a channel',
  description:
    'The new settings apply to all of its pages: pages that could not be written because of the old ones are tried again.',
  parameters: [channelId, ifMatchChannel],
  body: { type: ChangeChannel, required: false, example: { field_map: { status: 'Transcript Process Status' } } },
  answers: [one],
  problems: [
    'not-found',
    'channel-name-taken',
    'credential-not-found',
    'output-not-found',
    'channel-changed',
    'precondition-required',
  ],
};

export const removeChannel: OperationOptions = {
  id: 'removeChannel',
  tag,
  scope: 'write',
  summary: 'Remove a channel',
  description: 'Its address stops working. Its recordings stay, but their pages are no longer written.',
  parameters: [channelId],
  answers: [{ status: 204, description: 'The channel is removed.' }],
  problems: ['not-found'],
};

export const renewChannelSecret: OperationOptions = {
  id: 'renewChannelSecret',
  tag,
  scope: 'write',
  summary: 'Replace the secret of a channel',
  description: 'The old secret stops working at once.',
  parameters: [channelId, idempotencyKey],
  answers: [{ status: 200, description: 'The secret.', type: ChannelSecret, example: { secret: CHANNEL_SECRET_EXAMPLE } }],
  problems: ['not-found'],
};

export const checkChannel: OperationOptions = {
  id: 'checkChannel',
  tag,
  scope: 'write',
  summary: 'Check that the pages of a channel can be written',
  description: 'Checks the connection, the properties, their types and their options, and says what to do. Writes nothing.',
  parameters: [channelId, idempotencyKey],
  body: { type: CheckChannel, required: false, example: { page_id: PAGE_EXAMPLE } },
  answers: [
    {
      status: 200,
      description: 'The results.',
      type: ChannelCheckAnswer,
      example: {
        ok: false,
        items: [
          { name: 'client', result: 'ok', message: 'Notion knows the token.' },
          {
            name: 'field:status',
            result: 'wrong',
            message: "The page has no property 'Transcript Process Status'.",
            mend: 'Add it as a select, or name another one in the field map.',
          },
        ],
      },
    },
  ],
  problems: ['not-found', 'no-upload-service'],
};

export const resyncChannel: OperationOptions = {
  id: 'resyncChannel',
  tag,
  scope: 'write',
  summary: 'Check all pages of a channel again',
  description: 'Each page is read, and written if it is out of date. With many pages this takes a while.',
  parameters: [channelId, idempotencyKey],
  answers: [{ status: 202, description: 'The check was requested.', type: ChannelResync, example: { asked: 12 } }],
  problems: ['not-found'],
};
