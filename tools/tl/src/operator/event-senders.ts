import type { EventSenderList } from '@throughline/api-client';
import { listEventSenders } from '@throughline/api-client/operations';
import type { Access } from '@throughline/stack';
import { FIRST_ANSWER_MS } from '../client/http-client.js';
import { readSenders } from '../external-events/senders.js';

/** Asks the gateway who sends events of other systems. Returns null if it cannot tell. */
export async function readEventSenders({
  gatewayUrl,
  token,
}: Pick<Access, 'gatewayUrl' | 'token'>): Promise<EventSenderList | null> {
  try {
    const response = await fetch(`${gatewayUrl}${listEventSenders.path}`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(FIRST_ANSWER_MS),
    });
    return response.ok ? readSenders(await response.json()) : null;
  } catch {
    return null;
  }
}
