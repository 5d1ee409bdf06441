import type { NatsConnection } from '@nats-io/transport-node';
import { SUBJECTS, isUuid } from '@throughline/contracts';
import type { Change, ChangeFeed } from './change-feed.js';

const decode = (bytes: Uint8Array): Change | undefined => {
  try {
    const raw: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof raw !== 'object' || raw === null) return undefined;
    const { assetId, owner, revision } = raw as Record<string, unknown>;
    if (typeof assetId !== 'string' || !isUuid(assetId)) return undefined;
    return { assetId, owner: typeof owner === 'string' ? owner : '', revision: typeof revision === 'string' ? revision : '' };
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
