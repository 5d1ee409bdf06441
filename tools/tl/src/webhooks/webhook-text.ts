import type { WebhookAttempt, WebhookEndpoint, WebhookTest } from '@throughline/api-client';
import { listing, table } from '../output/table.js';

const REASONS: Readonly<Record<string, string>> = {
  'long-failure': 'every request has failed for five days',
  gone: 'the receiver answered 410',
};

/** Without the scope `write`, only the host is known. */
const addressOf = ({ url, host }: WebhookEndpoint): string => url ?? host;

const stateText = ({ state, disabled_reason: reason, failing_since: since, next_try_at: next }: WebhookEndpoint): string => {
  if (state === 'disabled') return `disabled: ${REASONS[reason ?? ''] ?? String(reason)}`;
  if (state !== 'failing') return state;
  return `failing since ${String(since)}${next === null ? '' : `, next try ${next}`}`;
};

export const webhookRows = (webhooks: readonly WebhookEndpoint[]): string =>
  webhooks.length === 0
    ? ''
    : table(webhooks.map((one) => [String(one.id), one.name, stateText(one), `${String(one.pending)} pending`, addressOf(one)]));

export const webhookText = (webhook: WebhookEndpoint): string =>
  table([
    ['webhook', `${webhook.name} (${String(webhook.id)})`],
    ['address', addressOf(webhook)],
    ['events', webhook.events.join(', ')],
    ['state', stateText(webhook)],
    ['pending', String(webhook.pending)],
    ['last success', webhook.last_success_at ?? 'none yet'],
    ...(webhook.old_secret_until === null ? [] : [['old secret', `signs until ${webhook.old_secret_until}`]]),
  ]);

export const secretText = (secret: string): string => table([['secret', secret]]);

const answerText = ({ status, error }: { readonly status: number | null; readonly error: string | null }): string =>
  [status === null ? '' : String(status), error ?? ''].filter((part) => part !== '').join(' ');

export const testText = (test: WebhookTest): string =>
  `${test.ok ? 'received' : 'failed'}: ${answerText(test)} in ${String(test.duration_ms)} ms`;

export const attemptRows = (attempts: readonly WebhookAttempt[]): string =>
  listing(
    ['time', 'event', 'item', 'position', 'answer', 'ms', 'next try'],
    attempts.map((one) => [
      one.at,
      one.event,
      one.item_id ?? '',
      one.position ?? '',
      answerText(one),
      String(one.duration_ms),
      one.retry_at ?? '',
    ]),
  );
