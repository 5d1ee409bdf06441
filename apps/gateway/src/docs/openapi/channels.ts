import { MOVES, operation, type Parameter } from './operation.js';
import { time } from './examples.js';
import { id as recordingId, idempotencyKey } from './parameters.js';

const tag = 'channels';
const id: Parameter = { name: 'id', in: 'path', description: 'Number of a channel.', schema: { type: 'string' } };
const ifMatch: Parameter = {
  name: 'If-Match',
  in: 'header',
  description: 'Needed: the `ETag` of the channel that was read.',
  schema: { type: 'string' },
};

const REPLAYS = ['idempotency-mismatch', 'request-in-progress'] as const;
const CHANNEL_TAG = { ETag: 'To be given back as `If-Match` when it is changed.' };

/** Opens nothing, but in specs that let it. */
export const WEBHOOK_SECRET_EXAMPLE = 'tlw_q7Zt2wXo5yVn0s8kqv7cXb3uYw4rTfEhJdKlPaQzGsm';
export const CHANNEL_NAME_EXAMPLE = 'audit-process';
const RECORDING = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const PAGE = '1f0c7c3e-9d0a-4f5d-8f0f-2b110199f5a0';

const example = {
  id: 4,
  name: CHANNEL_NAME_EXAMPLE,
  action_type: 'update_origin',
  field_map: { status: 'Transcript Process Status', process_errors: 'ProcessErrors' },
  credential_id: 3,
  data_source_id: null,
  outputs: ['drive'],
  language: 'auto',
  webhook_url: `https://recordings.example/api/v1/webhooks/${CHANNEL_NAME_EXAMPLE}`,
  created_at: time,
  updated_at: time,
  health: { state: 'ok', last_success_at: time, backlog: 0, last_error: null },
};

const mirror = {
  channel: { id: 4, name: CHANNEL_NAME_EXAMPLE },
  page_id: PAGE,
  page_url: `https://www.notion.so/${PAGE.replaceAll('-', '')}`,
  state: 'current',
  wanted: { status: 'Transcribing', since: time },
  sent: { status: 'Transcribing', at: time },
  superseded_by: null,
  error: null,
};

const taken = {
  recording_id: RECORDING,
  status: 'INITIALIZED',
  url: `/api/v1/recordings/${RECORDING}`,
  mirror: `/api/v1/recordings/${RECORDING}/mirror`,
};

export const channelPaths = {
  '/api/v1/channels': {
    get: operation({
      id: 'listChannels',
      tag,
      summary: 'Where videos of this library come from',
      scope: 'read',
      answers: [
        { status: 200, description: 'Channels, without their secrets.', schema: 'ChannelList', example: { items: [example] } },
      ],
      problems: [],
    }),
    post: operation({
      id: 'createChannel',
      tag,
      summary: 'Make a channel',
      description: 'The answer alone shows the secret of its webhook.',
      scope: 'write',
      parameters: [idempotencyKey],
      body: {
        type: 'application/json',
        schema: 'CreateChannel',
        required: true,
        example: { name: 'talks', outputs: ['library'], action_type: 'update_origin' },
      },
      answers: [
        {
          status: 201,
          description: 'The channel, with its secret.',
          schema: 'NewChannel',
          example: { ...example, secret: WEBHOOK_SECRET_EXAMPLE },
          headers: { Location: 'The channel.', ...CHANNEL_TAG },
        },
      ],
      problems: ['invalid', 'channel-name-taken', 'channel-without-output', ...REPLAYS],
    }),
  },
  '/api/v1/channels/{id}': {
    get: operation({
      id: 'getChannel',
      tag,
      summary: 'How a channel stands',
      scope: 'read',
      parameters: [id],
      answers: [
        {
          status: 200,
          description: 'The channel, without its secret.',
          schema: 'Channel',
          example,
          headers: CHANNEL_TAG,
        },
      ],
      problems: ['not-found'],
    }),
    patch: operation({
      id: 'changeChannel',
      tag,
      summary: 'Change a channel',
      description: 'What is on its pages goes by the channel as it is now: what stood still for want of the right words goes on.',
      scope: 'write',
      parameters: [id, ifMatch],
      body: {
        type: 'application/json',
        schema: 'ChangeChannel',
        required: false,
        example: { field_map: { status: 'Transcript Process Status' } },
      },
      answers: [{ status: 200, description: 'The channel as it is now.', schema: 'Channel', example, headers: CHANNEL_TAG }],
      problems: ['invalid', 'not-found', 'channel-name-taken', 'channel-changed', 'precondition-required'],
    }),
    delete: operation({
      id: 'removeChannel',
      tag,
      summary: 'Take a channel away',
      description: 'Its webhook ends. Its recordings stay, and nothing of them is written on their pages any more.',
      scope: 'write',
      parameters: [id],
      answers: [{ status: 204, description: 'It is gone.' }],
      problems: ['invalid', 'not-found'],
    }),
  },
  '/api/v1/channels/{id}/secret': {
    post: operation({
      id: 'renewChannelSecret',
      tag,
      summary: 'Give a channel another secret',
      description: 'The old one ends at once.',
      scope: 'write',
      parameters: [id, idempotencyKey],
      answers: [
        {
          status: 200,
          description: 'The secret.',
          schema: 'ChannelSecret',
          example: { secret: WEBHOOK_SECRET_EXAMPLE },
        },
      ],
      problems: ['invalid', 'not-found', ...REPLAYS],
    }),
  },
  '/api/v1/channels/{id}/check': {
    post: operation({
      id: 'checkChannel',
      tag,
      summary: 'Look whether pages of a channel can be written',
      description: 'The connection, the properties, their types and their options: each with what to do. Nothing is written.',
      scope: 'write',
      parameters: [id, idempotencyKey],
      body: { type: 'application/json', schema: 'CheckChannel', required: false, example: { page_id: PAGE } },
      answers: [
        {
          status: 200,
          description: 'What was found.',
          schema: 'ChannelCheck',
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
      problems: ['invalid', 'not-found', 'no-upload-service', ...REPLAYS],
    }),
  },
  '/api/v1/channels/{id}/resync': {
    post: operation({
      id: 'resyncChannel',
      tag,
      summary: 'Look at all pages of a channel again',
      description: 'Each is read, and written where it does not show the truth. That of many takes its time.',
      scope: 'write',
      parameters: [id, idempotencyKey],
      answers: [{ status: 202, description: 'It is asked for.', schema: 'ChannelResync', example: { asked: 12 } }],
      problems: ['invalid', 'not-found', ...REPLAYS],
    }),
  },
  '/api/v1/recordings/{id}/mirror': {
    get: operation({
      id: 'getMirror',
      tag,
      summary: 'How the page that a recording came from stands',
      scope: 'read',
      parameters: [recordingId],
      answers: [{ status: 200, description: 'What the page is to show, and what it shows.', schema: 'Mirror', example: mirror }],
      problems: ['not-found', 'no-mirror', 'quarantined', 'needs-upgrade'],
    }),
  },
  '/api/v1/recordings/{id}/mirror/resync': {
    post: operation({
      id: 'resyncMirror',
      tag,
      summary: 'Look at the page of a recording again',
      description: 'It is read, and written where it does not show the truth: at once, whatever it would have waited for.',
      scope: 'write',
      parameters: [recordingId, idempotencyKey],
      answers: [{ status: 202, description: 'It is asked for.', schema: 'Mirror', example: mirror }],
      problems: ['invalid', 'not-found', 'no-mirror', 'quarantined', 'needs-upgrade', ...REPLAYS],
    }),
  },
  '/api/v1/webhooks/{name}': {
    post: operation({
      id: 'takeWebhook',
      tag,
      summary: 'Bring a video, with the page that shows how it stands',
      description:
        'For programs of others: the secret of the channel stands in `Authorization: Bearer …`, in `X-Webhook-Secret` or in the body. ' +
        'A page and an address make one recording, however often they come; what has failed or was stopped is run again, unless that was less than a minute ago. ' +
        'Takes 64 KiB. Members that are not told of here are passed over.',
      parameters: [
        {
          name: 'name',
          in: 'path',
          description: 'Name of a channel.',
          schema: { type: 'string' },
          example: CHANNEL_NAME_EXAMPLE,
        },
        {
          name: 'X-Webhook-Secret',
          in: 'header',
          description: 'Secret of the channel, for those who cannot send `Authorization`.',
          schema: { type: 'string' },
          example: WEBHOOK_SECRET_EXAMPLE,
        },
      ],
      body: {
        type: 'application/json',
        schema: 'Webhook',
        required: true,
        example: { video_url: 'https://files.example/talks/weekly.mp4', page_id: PAGE, secret: WEBHOOK_SECRET_EXAMPLE },
        or: {
          type: 'application/x-www-form-urlencoded',
          schema: 'WebhookForm',
          example: { video_url: 'https://files.example/talks/weekly.mp4', page_id: PAGE },
        },
      },
      answers: [
        {
          status: 202,
          description: 'Its run has begun.',
          schema: 'WebhookAnswer',
          example: taken,
          headers: { Location: 'The recording.' },
        },
        {
          status: 200,
          description:
            'It is known and left as it is: at work, complete, or ended with an error a moment ago, as `note` says then.',
          schema: 'WebhookAnswer',
          example: taken,
          headers: { Location: 'The recording.' },
        },
      ],
      problems: [
        'invalid',
        'webhook-refused',
        'channel-output-missing',
        'channel-item-gone',
        'deleted',
        'refused',
        ...MOVES.filter((code) => !REPLAYS.some((one) => one === code)),
      ],
    }),
  },
};
