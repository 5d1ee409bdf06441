import { ApiSchema } from '@nestjs/swagger';
import { QUOTAS, type QuotaName } from '@throughline/contracts';
import { CREDENTIAL_TYPES, type CredentialType } from '@throughline/credentials';
import { LOSS_REASONS, type LossReason } from '../../credentials/index.js';
import { documentOutgoingRequest } from '../../kit/http/docs/outgoing-requests.js';
import { Field } from '../../kit/http/fields.js';
import { flag, id, integer, jsonOf, list, number, orNull, ref, text, time, words, type Model } from '../../kit/http/schemas.js';
import { ATTENTION_REASONS, type AttentionReason } from './attention.js';
import type { WebhookPayload } from './payload.js';
import {
  DISABLED_REASONS,
  ITEM_EVENTS,
  type DisabledReason,
  type LibraryPayload,
  type WebhookEvent,
} from './webhook-endpoint.js';

type DataOf<Type extends LibraryPayload['type']> = Extract<LibraryPayload, { readonly type: Type }>['data'];

const KINDS = ['recording', 'document', 'session'] as const;
const OUTPUT_STATUSES = ['PENDING', 'UPLOADING', 'UPLOADED', 'FAILED', 'SKIPPED'] as const;

@ApiSchema({ name: 'WebhookOutput' })
class WebhookOutput {
  @Field(text('The name of the output.')) id!: string;
  @Field(text('The type of the output.')) type!: string;
  @Field(words(OUTPUT_STATUSES, 'Its status then.')) status!: string;
  @Field(orNull(text('The address of the delivered file, if the destination has told one.'))) url!: string | null;
  @Field(orNull(time('When its content was sent.'))) uploaded_at!: string | null;
}

@ApiSchema({ name: 'WebhookData' })
class WebhookData implements Required<WebhookPayload['data']> {
  @Field(id('The item.')) id!: string;
  @Field(words(KINDS, 'The kind of item.')) kind!: (typeof KINDS)[number];
  @Field(orNull(text('The title; null if there is none, or if the item was erased.'))) title!: string | null;
  @Field(text('The revision after the event. `?min_revision=` of a later GET shows at least this state.')) revision!: string;
  @Field(text('A decimal number that grows with each event of an item.')) position!: string;
  @Field(text('The status after the event.')) status!: string;
  @Field(orNull(text('The status before the event; null at the registration.'))) previous_status!: string | null;
  @Field(flag('True if the item counts as failed.')) failed!: boolean;
  @Field(orNull(text('The stage that has failed.'))) failed_at_stage!: string | null;
  @Field(orNull(text('A stable code of the failure.'))) failed_code!: string | null;
  @Field(list(words(ATTENTION_REASONS), 'What a person has to do: publish, confirm a delivery, or connect an account again.'))
  attention!: readonly AttentionReason[];
  @Field(orNull(text('The output of `delivery.completed` and `follow_up.failed`.'))) output!: string | null;
  @Field(orNull(text('The follow-up of `follow_up.failed`.'))) follow_up!: string | null;
  @Field(orNull(text('A stable code of the failure of the follow-up.'))) follow_up_code!: string | null;
  @Field(list(WebhookOutput, 'The outputs of the item.')) outputs!: readonly WebhookOutput[];
  @Field(text('The item in the API. Only a path, unless the operator has set `TL_PUBLIC_URL`.')) item_url!: string;
}

@ApiSchema({ name: 'WebhookPayload' })
class WebhookPayloadBody implements Required<WebhookPayload> {
  @Field(words(ITEM_EVENTS, 'The event.')) type!: (typeof ITEM_EVENTS)[number];
  @Field(time('When it happened.')) timestamp!: string;
  @Field(ref(WebhookData, 'The item after the event.')) data!: WebhookData;
}

@ApiSchema({ name: 'WebhookQuotaData' })
class WebhookQuotaData implements DataOf<'quota.nearly_used'> {
  @Field(words(QUOTAS, 'The quota.')) quota!: QuotaName;
  @Field(number('The amount that is used, with that of work in progress.', { minimum: 0 })) used!: number;
  @Field(number('The limit of a month.', { minimum: 0 })) limit!: number;
  @Field(text('The month, `YYYYMM`.')) period!: string;
  @Field(text('The day when the quota renews (UTC), `YYYY-MM-DD`.')) renews_on!: string;
}

@ApiSchema({ name: 'WebhookQuotaPayload' })
class WebhookQuotaPayload {
  @Field(words(['quota.nearly_used'], 'The event.')) type!: 'quota.nearly_used';
  @Field(time('When it was noticed.')) timestamp!: string;
  @Field(ref(WebhookQuotaData, 'The quota.')) data!: WebhookQuotaData;
}

const LOSS_MEANING =
  '`not-connected`: no account is connected, for example after a change of the client. `refused`: the service no longer accepts the secret. ' +
  '`missing-permissions`: the account has not granted everything.';

@ApiSchema({ name: 'WebhookCredentialData' })
class WebhookCredentialData implements DataOf<'credential.needs_reauth'> {
  @Field(integer('The number of the credential.', { minimum: 1 })) id!: number;
  @Field(text('Its name.')) name!: string;
  @Field(words(CREDENTIAL_TYPES, 'Its type.')) type!: CredentialType;
  @Field(words(LOSS_REASONS, LOSS_MEANING)) reason!: LossReason;
  @Field(list(jsonOf({ type: 'string' }), 'The names of the outputs, channels and sources that use it.'))
  used_by!: readonly string[];
}

@ApiSchema({ name: 'WebhookCredentialPayload' })
class WebhookCredentialPayload {
  @Field(words(['credential.needs_reauth'], 'The event.')) type!: 'credential.needs_reauth';
  @Field(time('When it was noticed.')) timestamp!: string;
  @Field(ref(WebhookCredentialData, 'The credential.')) data!: WebhookCredentialData;
}

@ApiSchema({ name: 'WebhookDisabledData' })
class WebhookDisabledData implements DataOf<'webhook.disabled'> {
  @Field(integer('The number of the disabled endpoint.', { minimum: 1 })) id!: number;
  @Field(text('Its name.')) name!: string;
  @Field(words(DISABLED_REASONS, 'The reason, as the endpoint shows it.')) disabled_reason!: DisabledReason;
  @Field(time('When it was disabled.')) disabled_at!: string;
}

@ApiSchema({ name: 'WebhookDisabledPayload' })
class WebhookDisabledPayload {
  @Field(words(['webhook.disabled'], 'The event.')) type!: 'webhook.disabled';
  @Field(time('When it was disabled.')) timestamp!: string;
  @Field(ref(WebhookDisabledData, 'The endpoint.')) data!: WebhookDisabledData;
}

const SUMMARIES: Readonly<Record<WebhookEvent, string>> = {
  'item.status_changed': 'The status of an item has changed, or an item was registered',
  'item.ready': 'An item is complete: everything has succeeded',
  'item.failed': 'An item has finally failed',
  'item.needs_attention': 'An item waits for a person',
  'delivery.completed': 'An output has received an item',
  'follow_up.failed': 'A follow-up of a delivery has finally failed; the delivery itself has succeeded',
  'quota.nearly_used': '90 % of a quota of the library are used',
  'credential.needs_reauth': 'The account of a credential that is in use must be connected again',
  'webhook.disabled': 'Another webhook of the library is disabled',
};

const at = '2026-02-05T10:00:00.000Z';
const example: WebhookPayloadBody['data'] = {
  id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
  kind: 'recording',
  title: 'Weekly talk',
  revision: '118',
  position: '118',
  status: 'READY',
  previous_status: 'UPLOADING',
  failed: false,
  failed_at_stage: null,
  failed_code: null,
  attention: [],
  output: null,
  follow_up: null,
  follow_up_code: null,
  outputs: [{ id: 'library', type: 'folder', status: 'UPLOADED', url: null, uploaded_at: at }],
  item_url: 'https://recordings.example/api/v1/recordings/0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
};

function documentEvent(body: Model, content: WebhookPayload | LibraryPayload): void {
  documentOutgoingRequest(content.type, {
    tag: 'webhooks',
    summary: SUMMARIES[content.type],
    body,
    example: content,
    headers: {
      'webhook-id': 'Identifies the message, equally in every attempt and redelivery.',
      'webhook-timestamp': 'Seconds since 1970, the time of this attempt.',
      'webhook-signature':
        '`v1,` and the HMAC-SHA256 of `id.timestamp.body` in Base64; two of them with a space between during a rotation.',
    },
    success: 'The receiver has the message. Every other answer makes the server send it again.',
  });
}

for (const type of ITEM_EVENTS) documentEvent(WebhookPayloadBody, { type, timestamp: at, data: example });
documentEvent(WebhookQuotaPayload, {
  type: 'quota.nearly_used',
  timestamp: at,
  data: { quota: 'items', used: 90, limit: 100, period: '202602', renews_on: '2026-03-01' },
});
documentEvent(WebhookCredentialPayload, {
  type: 'credential.needs_reauth',
  timestamp: at,
  data: { id: 3, name: 'Our drive', type: 'google', reason: 'refused', used_by: ['drive'] },
});
documentEvent(WebhookDisabledPayload, {
  type: 'webhook.disabled',
  timestamp: at,
  data: { id: 2, name: 'Chat', disabled_reason: 'long-failure', disabled_at: at },
});
