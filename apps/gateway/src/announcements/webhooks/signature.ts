import { createHash, createHmac, randomBytes } from 'node:crypto';
import { comparePosition } from '@throughline/event-store';
import type { LogRestore, SigningSecret, WebhookMessage } from './webhook-endpoint.js';

const PREFIX = 'whsec_';
/** The specification asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

export const newSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64');

/** Returns the secrets that sign at a time, the newest first. */
export const findValidSecrets = (secrets: readonly SigningSecret[], now: Date): readonly SigningSecret[] =>
  secrets.filter(({ until }) => until === undefined || Date.parse(until) > now.getTime());

/**
 * Returns the id of a message: the same for each attempt and each redelivery, so that receivers can recognize repeats. A restored
 * log gives the positions of lost commits to new ones, whose messages are no repeats.
 */
export function messageIdOf(
  { assetId, position, event, output = '' }: Omit<WebhookMessage, 'index' | 'previousStatus'>,
  restored?: LogRestore,
): string {
  const isReused = restored !== undefined && comparePosition(position, restored.after) > 0;
  const parts = [assetId, position, event, output, ...(isReused ? [restored.at] : [])];
  return `msg_${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 27)}`;
}

interface SignedContent {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

const sign = ({ id, timestamp, body }: SignedContent, secret: string): string => {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key)
    .update(`${id}.${String(timestamp)}.${body}`)
    .digest('base64')}`;
};

/** Returns the headers of a signed request (Standard Webhooks 1.0.0, "Signature scheme"): one signature for each secret. */
export const signHeaders = (content: SignedContent, secrets: readonly SigningSecret[]): Readonly<Record<string, string>> => ({
  'webhook-id': content.id,
  'webhook-timestamp': String(content.timestamp),
  'webhook-signature': secrets.map(({ secret }) => sign(content, secret)).join(' '),
});
