import { UndecodableError, isUuid } from '@throughline/contracts';
import { parsePosition, type Position } from '@throughline/event-store';
import type { BusStatus } from '@throughline/service-kit/transport';
import { Subject, type Observable } from 'rxjs';
import type { Token } from '../../kit/provide.js';

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

/** Throws `undecodable` if the bytes announce no change. */
export function decodeChange(bytes: Uint8Array): Change {
  try {
    const raw = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    const { assetId } = raw;
    if (typeof assetId !== 'string' || !isUuid(assetId)) throw new TypeError('It names no asset');
    return { assetId, owner: text(raw['owner']), revision: text(raw['revision']), span: spanOf(raw) };
  } catch (cause) {
    throw new UndecodableError('An announcement of a change is unreadable', { cause });
  }
}

export const CHANGE_FEED: Token<ChangeFeed> = Symbol('ChangeFeed');

/** Opens a feed for the announcements that the listener receives. Those of a lost connection are missing. */
export function openChanges(bus: Observable<BusStatus>): Subject<Change | undefined> {
  const changes = new Subject<Change | undefined>();
  bus.subscribe((status) => {
    if (status === 'connected') changes.next(undefined);
  });
  return changes;
}
