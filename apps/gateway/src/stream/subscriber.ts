import type { ResetReason } from './frames.js';

/** Of what kind of items a stream tells. */
export type StreamKind = 'recordings' | 'documents';

/** What one stream tells of: one item, or everything of a library. */
export interface Wanted {
  readonly ownerId: string;
  /** Undefined: everything of the owner. */
  readonly assetId: string | undefined;
}

/** One stream, as those see it who have something to tell. */
export interface Subscriber extends Wanted {
  readonly scope: string;
  /** The client has gone: nothing is to be told any more. */
  readonly isGone: boolean;
  /** From here on the stream tells; again after a reset. */
  begin(text: string): void;
  /** An event on one item. `isLast`: with it everything up to where the stream stands is told. */
  tell(key: string, body: string, isLast: boolean): void;
  /** There is nothing to tell of any more. */
  end(): void;
}

/** How a stream begins: where its client was, or why it has to begin again. */
export interface Beginning {
  readonly lastEventId?: string | undefined;
  readonly reset?: ResetReason | undefined;
}

/** Who is to be told of an item. */
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
    const known = this.#ofOwner.get(subscriber.ownerId) ?? new Set();
    this.#ofOwner.set(subscriber.ownerId, known);
    if (known.has(subscriber)) return;
    known.add(subscriber);
    this.#size += 1;
  }

  remove(subscriber: Subscriber): void {
    const known = this.#ofOwner.get(subscriber.ownerId);
    if (known?.delete(subscriber) !== true) return;
    this.#size -= 1;
    if (known.size === 0) this.#ofOwner.delete(subscriber.ownerId);
  }

  /** By the owner that the item's own state names, so that nobody is told of what is not his. */
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
