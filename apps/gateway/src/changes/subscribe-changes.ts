import type { NatsConnection } from '@nats-io/transport-node';
import { SUBJECTS, isUuid } from '@throughline/contracts';
import { parsePosition } from '@throughline/event-store';
import type { Change, ChangeFeed } from './change-feed.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const spanOf = ({ after, upTo }: Record<string, unknown>): Change['span'] =>
  typeof after === 'string' && typeof upTo === 'string' ? { after: parsePosition(after), upTo: parsePosition(upTo) } : undefined;

const decode = (bytes: Uint8Array): Change | undefined => {
  try {
    const raw: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof raw !== 'object' || raw === null) return undefined;
    const told = raw as Record<string, unknown>;
    const { assetId } = told;
    if (typeof assetId !== 'string' || !isUuid(assetId)) return undefined;
    return { assetId, owner: text(told['owner']), revision: text(told['revision']), span: spanOf(told) };
  } catch {
    return undefined;
  }
};

/** Hands the projector's announcements to the feed; after a lost connection everybody looks again. */
export function subscribeChanges(nc: NatsConnection, feed: ChangeFeed): void {
  nc.subscribe(SUBJECTS.changed, {
    callback: (error, message) => {
      const change = error === null ? decode(message.data) : undefined;
      if (change !== undefined) feed.announce(change);
    },
  });
  void lookAgainAfterReconnects(nc, feed);
}

async function lookAgainAfterReconnects(nc: NatsConnection, feed: ChangeFeed): Promise<void> {
  for await (const status of nc.status()) if (status.type === 'reconnect') feed.announceAll();
}
