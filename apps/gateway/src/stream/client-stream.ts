import type { ServerResponse } from 'node:http';
import type { Broadcast } from './broadcast.js';
import { scopeOf } from './event-id.js';
import { eventBody, frame, heartbeat } from './frames.js';
import { Outbox } from './outbox.js';
import type { StreamKind, Subscriber, Wanted } from './subscriber.js';

/** Items that wait for a slow reader; with more it begins again. */
const MOST_WAITING = 64;
/** A connection that has taken nothing for so long is given up: its client comes back to where it was. Milliseconds. */
const GIVEN_UP_MS = 60_000;

export interface ClientStreamOptions extends Wanted {
  readonly kind: StreamKind;
  readonly raw: ServerResponse;
  /** Whether this is still the one, and may still read. Rejects where that cannot be told now. */
  readonly isWelcome: () => Promise<boolean>;
  /** Takes the answer out of the framework's hands and writes its head. */
  readonly onBegin: () => void;
  readonly heartbeatMs: number;
  /** Rewrites events for this reader; undefined where everything is told as it is. */
  readonly rewrite?: ((events: string) => string) | undefined;
}

/** An id of recordings says nothing of documents; those of recordings are as they were before there were others. */
const toldOf = ({ kind, ownerId, assetId }: Wanted & { readonly kind: StreamKind }): string =>
  `${kind === 'recordings' ? '' : `${kind} `}${ownerId} ${assetId ?? ''}`;

/** One connection that events are written to. */
export class ClientStream implements Subscriber {
  readonly ownerId: string;
  readonly assetId: string | undefined;
  readonly scope: string;
  readonly #outbox: Outbox;
  #hasBegun = false;
  #wroteAt = performance.now();

  constructor(
    private readonly options: ClientStreamOptions,
    private readonly broadcast: Pick<Broadcast, 'idFor' | 'reopen'>,
  ) {
    this.ownerId = options.ownerId;
    this.assetId = options.assetId;
    this.scope = scopeOf(toldOf(options));
    this.#outbox = new Outbox(options.raw, {
      mostWaiting: MOST_WAITING,
      now: () => performance.now(),
      onLost: () => {
        if (!this.isGone) broadcast.reopen(this, 'slow-reader');
      },
      frame: (body, isLast) => frame(body, isLast ? broadcast.idFor(this.scope) : undefined),
    });
  }

  get isGone(): boolean {
    return this.options.raw.destroyed || this.options.raw.writableEnded;
  }

  begin(text: string): void {
    if (!this.#hasBegun) this.options.onBegin();
    this.#hasBegun = true;
    this.#wroteAt = performance.now();
    this.#outbox.begin(this.#rewritten(text));
  }

  tell(key: string, body: string, isLast: boolean): void {
    if (this.isGone) return;
    this.#wroteAt = performance.now();
    this.#outbox.send(key, this.#rewritten(body), isLast);
  }

  /** To be called now and then: says that it is still there, and gives up who does not read. */
  look(): void {
    if (this.#outbox.blockedMs > GIVEN_UP_MS) this.options.raw.destroy();
    else if (!this.#outbox.isBlocked && performance.now() - this.#wroteAt >= this.options.heartbeatMs) {
      this.#wroteAt = performance.now();
      this.#outbox.begin(heartbeat(this.broadcast.idFor(this.scope)));
    }
  }

  #rewritten(events: string): string {
    return this.options.rewrite?.(events) ?? events;
  }

  /** Ends the stream of someone who may not read any more. */
  async checkWelcome(): Promise<void> {
    if (this.isGone || (await this.options.isWelcome())) return;
    this.#outbox.begin(frame(eventBody('reset', { reason: 'signed-out' })));
    this.end();
  }

  end(): void {
    if (!this.isGone) this.options.raw.end();
  }
}
