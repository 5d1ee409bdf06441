import { hkdfSync } from 'node:crypto';
import { open, seal } from '@throughline/contracts';
import { parsePosition } from '@throughline/event-store';
import type { EndpointContent, PendingMessage, SigningSecret, WebhookAttempt, WebhookEndpoint } from './webhook-endpoint.js';
import type { WebhookAttemptEntity, WebhookEndpointEntity, WebhookMessageEntity } from './webhook.entity.js';

const KEY_BYTES = 32;

/** Derives the key that seals addresses and secrets from the master key. */
export const deriveWebhookKey = (masterKey: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', masterKey, '', 'throughline webhooks', KEY_BYTES));

interface SealedContent {
  readonly url: string;
  readonly secrets: readonly SigningSecret[];
}

type ContentColumns = Pick<WebhookEndpointEntity, 'name' | 'nameKey' | 'sealed' | 'events' | 'paused'>;

export const columnsOf = (
  key: Uint8Array,
  libraryId: string,
  { name, url, events, secrets, isPaused }: EndpointContent,
): ContentColumns => ({
  name,
  nameKey: name.toLowerCase(),
  sealed: seal(key, libraryId, JSON.stringify({ url, secrets } satisfies SealedContent)),
  events: [...events],
  paused: isPaused,
});

/** Throws `undecodable` if the row was sealed with another master key. */
export function endpointOf(key: Uint8Array, row: WebhookEndpointEntity, pending: number): WebhookEndpoint {
  const { url, secrets } = JSON.parse(open(key, row.libraryId, row.sealed)) as SealedContent;
  return {
    id: Number(row.id),
    libraryId: row.libraryId,
    name: row.name,
    url,
    events: row.events,
    secrets,
    isPaused: row.paused,
    disabledReason: row.disabledReason ?? undefined,
    disabledAt: row.disabledAt?.toISOString(),
    failingSince: row.failingSince?.toISOString(),
    outages: row.outages,
    waitUntil: row.waitUntil?.toISOString(),
    lastSuccessAt: row.lastSuccessAt?.toISOString(),
    restored:
      row.restoredAfter === null || row.restoredAt === null
        ? undefined
        : { after: parsePosition(row.restoredAfter), at: row.restoredAt.toISOString() },
    pending,
    revision: row.revision,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

type MessageRow = Pick<WebhookMessageEntity, 'position' | 'event' | 'output' | 'payload' | 'attempts'> & {
  readonly event_index: number;
  readonly asset_id: string;
  readonly previous_status: string | null;
  readonly failing_ms: number;
};

export const messageOf = (row: MessageRow): PendingMessage => ({
  assetId: row.asset_id,
  position: parsePosition(row.position),
  index: row.event_index,
  event: row.event,
  output: row.output ?? undefined,
  previousStatus: row.previous_status ?? undefined,
  ...(row.payload === null ? {} : { payload: row.payload }),
  attempts: row.attempts,
  failingMs: row.failing_ms,
});

export const attemptOf = (row: WebhookAttemptEntity): WebhookAttempt => ({
  id: row.id,
  messageId: row.messageId,
  event: row.event,
  assetId: row.assetId ?? undefined,
  position: row.position === null ? undefined : parsePosition(row.position),
  at: row.at.toISOString(),
  durationMs: row.durationMs,
  status: row.status ?? undefined,
  error: row.error ?? undefined,
  retryAt: row.retryAt?.toISOString(),
});
