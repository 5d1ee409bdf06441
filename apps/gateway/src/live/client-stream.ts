import type { ServerResponse } from 'node:http';
import type { Broadcast } from './broadcast.js';
import { hashScope, formatEvent, formatFrame, formatHeartbeat } from './event-id.js';
import { Outbox } from './outbox.js';
import type { SharedEvents } from './shared-events.js';
import type { StreamKind, Subscriber, StreamSubject } from './subscriber.js';

/** A slow reader with more waiting items than this starts again with a snapshot. */
const MAX_WAITING = 64;
/** Closes a connection that has accepted no data for this long. Its client reconnects with `Last-Event-ID`. */
const GIVEN_UP_MS = 60_000;

export interface ClientStreamOptions extends StreamSubject {
  readonly kind: StreamKind;
  readonly raw: ServerResponse;
  /** Takes the answer over from the framework and writes its head. */
  readonly onBegin: () => void;
  readonly heartbeatMs: number;
  /** The user has read access only. */
  readonly isReadOnly: boolean;
}

/**
 * Includes the kind, so that an event id of recordings is invalid for documents. Ids of recordings keep their form from before
 * there were documents.
 */
const describeScope = ({ kind, ownerId, assetId }: StreamSubject & { readonly kind: StreamKind }): string =>
  `${kind === 'recordings' ? '' : `${kind} `}${ownerId} ${assetId ?? ''}`;

export class ClientStream implements Subscriber {
  readonly ownerId: string;
  readonly assetId: string | undefined;
  readonly scope: string;
  readonly #outbox: Outbox<SharedEvents>;
  #hasBegun = false;
  #wroteAt = performance.now();

  constructor(
    private readonly options: ClientStreamOptions,
    private readonly broadcast: Pick<Broadcast, 'idFor' | 'reopen'>,
  ) {
    this.ownerId = options.ownerId;
    this.assetId = options.assetId;
    this.scope = hashScope(describeScope(options));
    this.#outbox = new Outbox(options.raw, {
      mostWaiting: MAX_WAITING,
      now: () => performance.now(),
      onLost: () => {
        if (!this.isGone) broadcast.reopen(this, 'slow-reader');
      },
      frame: (event, isLast) => event.frame(options.isReadOnly, isLast ? broadcast.idFor(this.scope) : undefined),
    });
  }

  get isGone(): boolean {
    return this.options.raw.destroyed || this.options.raw.writableEnded;
  }

  begin(events: SharedEvents): void {
    if (!this.#hasBegun) this.options.onBegin();
    this.#hasBegun = true;
    this.#wroteAt = performance.now();
    this.#outbox.begin(events.whole(this.options.isReadOnly));
  }

  send(key: string, event: SharedEvents, isLast: boolean): void {
    if (this.isGone) return;
    this.#wroteAt = performance.now();
    this.#outbox.send(key, event, isLast);
  }

  /** Sends a heartbeat if one is due, and closes the connection of a client that does not read. Call periodically. */
  look(): void {
    if (this.#outbox.blockedMs > GIVEN_UP_MS) this.options.raw.destroy();
    else if (!this.#outbox.isBlocked && performance.now() - this.#wroteAt >= this.options.heartbeatMs) {
      this.#wroteAt = performance.now();
      this.#outbox.begin(formatHeartbeat(this.broadcast.idFor(this.scope)));
    }
  }

  /** Ends the stream of a user who may no longer read this library. */
  dismiss(): void {
    if (this.isGone) return;
    this.#outbox.begin(formatFrame(formatEvent('reset', { reason: 'signed-out' })));
    this.end();
  }

  end(): void {
    if (!this.isGone) this.options.raw.end();
  }
}
