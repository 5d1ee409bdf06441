import type { ChannelAnswer } from './channel-item.js';

/** Valid only in specs that register it. */
export const WEBHOOK_SECRET_EXAMPLE = 'tlw_q7Zt2wXo5yVn0s8kqv7cXb3uYw4rTfEhJdKlPaQzGsm';
export const CHANNEL_NAME_EXAMPLE = 'audit-process';
export const PAGE_EXAMPLE = '1f0c7c3e-9d0a-4f5d-8f0f-2b110199f5a0';
export const TIME_EXAMPLE = '2026-02-05T10:00:00.000Z';

export const channelExample: Readonly<ChannelAnswer> = {
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
