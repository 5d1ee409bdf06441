import type { NatsConnection } from '@nats-io/transport-node';
import { SUBJECTS, isUuid } from '@throughline/contracts';
import { parsePosition, type Position } from '@throughline/event-store';
import { runAfterReconnects } from '@throughline/service-kit';
import { Subject, type Observable } from 'rxjs';
import type { Token } from '../provide.js';

export interface Change {
  readonly assetId: string;
  readonly owner: string;
  readonly revision: string;
  /** The positions of the asset's partition that this change covers completely. An older projector does not send it. */
  readonly span?: { readonly after: Position; readonly upTo: Position } | undefined;
}

/** The projector's announcements, in order. `undefined` means that changes may have been missed. */
export type ChangeFeed = Observable<Change | undefined>;

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

/** Subscribes to the projector's announcements. Unreadable ones are ignored. */
export function subscribeChanges(nc: NatsConnection): ChangeFeed {
  const changes = new Subject<Change | undefined>();
  nc.subscribe(SUBJECTS.changed, {
    callback: (error, message) => {
      const change = error === null ? decode(message.data) : undefined;
      if (change !== undefined) changes.next(change);
    },
  });
  void runAfterReconnects(nc, () => {
    changes.next(undefined);
  });
  return changes;
}

export const CHANGE_FEED: Token<ChangeFeed> = Symbol('ChangeFeed');
