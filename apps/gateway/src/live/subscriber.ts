import type { ResetReason } from './event-id.js';
import type { SharedEvents } from './shared-events.js';

export type StreamKind = 'recordings' | 'documents';

export interface StreamSubject {
  readonly ownerId: string;
  /** Undefined: every item of the owner. */
  readonly assetId: string | undefined;
}

/** A stream, as the broadcast sees it. */
export interface Subscriber extends StreamSubject {
  readonly scope: string;
  readonly isGone: boolean;
  /** Starts the stream, or starts it again after a reset. */
  begin(events: SharedEvents): void;
  /** Sends an event about one item. `isLast`: with this event the stream has everything up to its position. */
  send(key: string, event: SharedEvents, isLast: boolean): void;
  end(): void;
}

/** The start of a stream: the client's last event, or the reason to start again. */
export interface StartRequest {
  readonly lastEventId?: string | undefined;
  readonly reset?: ResetReason | undefined;
}

export class Subscribers {
  readonly #ofOwner = new Map<string, Set<Subscriber>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get owners(): readonly string[] {
    return [...this.#ofOwner.keys()];
  }

  add(subscriber: Subscriber): void {
    const existing = this.#ofOwner.get(subscriber.ownerId) ?? new Set();
    this.#ofOwner.set(subscriber.ownerId, existing);
    if (existing.has(subscriber)) return;
    existing.add(subscriber);
    this.#size += 1;
  }

  remove(subscriber: Subscriber): void {
    const existing = this.#ofOwner.get(subscriber.ownerId);
    if (existing?.delete(subscriber) !== true) return;
    this.#size -= 1;
    if (existing.size === 0) this.#ofOwner.delete(subscriber.ownerId);
  }

  /** Returns an item's followers, by the owner in the item's own state, so that nobody receives another owner's items. */
  of(ownerId: string, assetId: string): readonly Subscriber[] {
    return [...(this.#ofOwner.get(ownerId) ?? [])].filter((one) => one.assetId === undefined || one.assetId === assetId);
  }

  isAnyOf(ownerId: string): boolean {
    return this.#ofOwner.has(ownerId);
  }

  all(): readonly Subscriber[] {
    return [...this.#ofOwner.values()].flatMap((known) => [...known]);
  }
}
