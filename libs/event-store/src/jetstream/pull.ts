import { createInbox, type Msg, type NatsConnection, type Subscription } from '@nats-io/nats-core';
import { inboxPrefixOf } from '@throughline/contracts';
import { getConnectionWatch } from './connection.js';
import { toInstantFromNanos, type StreamMessage } from './message.js';

export interface Delivery extends StreamMessage {
  /** Starts at 1. */
  readonly deliveries: number;
  readonly consumerSequence: number;
  readonly reply: string;
}

/**
 * The error for a break after which messages may be missing, so later messages cannot be trusted to follow the earlier ones.
 */
export class PullBrokenError extends Error {
  readonly kind = 'pull-broken';
  constructor(reason: string, options?: ErrorOptions) {
    super(`Reading was interrupted: ${reason}`, options);
    this.name = 'PullBrokenError';
  }
}

export interface PullSource {
  readonly stream: string;
  readonly consumer: string;
}
export interface PullOptions {
  readonly prefetch: boolean;
  readonly heartbeatMs?: number;
}
const HEARTBEAT_MS = 5_000;
const EXPIRES_MS = 30_000;

/** Bounds the memory of one request, because commits reach 256 KiB. */
const MAX_BYTES = 16 * 1024 * 1024;
const NANOS_PER_MS = 1_000_000;
const STATUS = { heartbeat: 100, notFound: 404, timeout: 408, ended: 409 } as const;

const numberOf = (text: string | undefined): number => Number(text ?? Number.NaN);

/**
 * Parses the acknowledgement subject (ADR-15): `$JS.ACK.[<domain>.<account>.]<stream>.<consumer>.<delivered>.<stream
 * seq>.<consumer seq>.<nanos>.<pending>[.<token>]`.
 */
function deliveryOf(message: Msg): Delivery {
  const reply = message.reply ?? '';
  const tokens = reply.split('.');
  const [delivered, sequence, consumerSequence, nanos] = tokens.slice(tokens.length >= 11 ? 6 : 4);
  return {
    subject: message.subject,
    sequence: numberOf(sequence),
    headers: message.headers,
    bytes: message.data,
    storedAt: toInstantFromNanos(nanos ?? ''),
    deliveries: numberOf(delivered),
    consumerSequence: numberOf(consumerSequence),
    reply,
  };
}

/**
 * Fetches from one pull consumer, one request at a time. Sends a further request only when the caller asks for more, so a slow
 * reader buffers at most one request's messages.
 */
export class PullReader {
  private readonly inbox: string;
  private readonly subscription: Subscription;
  private readonly stopWatching: () => void;
  private readonly monitor: NodeJS.Timeout;
  private queue: Delivery[] = [];
  private open = 0;
  private lastMessageAt = Date.now();
  private failure: PullBrokenError | undefined;
  private wake: (() => void) | undefined;
  private want = 0;
  private readonly heartbeatMs: number;

  constructor(
    private readonly nc: NatsConnection,
    private readonly source: PullSource,
    private readonly options: PullOptions,
  ) {
    this.inbox = createInbox(inboxPrefixOf(nc));
    this.heartbeatMs = options.heartbeatMs ?? HEARTBEAT_MS;
    this.subscription = nc.subscribe(this.inbox, {
      callback: (error, message) => {
        if (error === null) this.receive(message);
        else this.fail('replies may not be received', error);
      },
    });
    this.stopWatching = getConnectionWatch(nc).onLost(() => {
      this.fail('the connection was lost');
    });
    this.monitor = setInterval(() => {
      this.checkHeartbeat();
    }, this.heartbeatMs);
  }

  /**
   * Waits for at least one message and returns all that have arrived, at most `want`. Throws `pull-broken`, also after `close`.
   */
  async next(want: number): Promise<readonly Delivery[]> {
    this.want = want;
    this.request();
    while (this.queue.length === 0 && this.failure === undefined) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    // Messages that arrived before the break are complete. The next call reports the break.
    if (this.queue.length === 0 && this.failure !== undefined) throw this.failure;
    const batch = this.queue;
    this.queue = [];
    if (this.options.prefetch) this.request();
    return batch;
  }

  close(): void {
    clearInterval(this.monitor);
    this.stopWatching();
    if (!this.nc.isClosed()) this.subscription.unsubscribe();
    this.failure ??= new PullBrokenError('it was closed');
    this.notify();
  }

  private request(): void {
    if (this.open > 0 || this.failure !== undefined || this.queue.length >= this.want) return;
    this.open = this.want - this.queue.length;
    this.lastMessageAt = Date.now();
    const request = {
      batch: this.open,
      max_bytes: MAX_BYTES,
      expires: EXPIRES_MS * NANOS_PER_MS,
      idle_heartbeat: this.heartbeatMs * NANOS_PER_MS,
    };
    const { stream, consumer } = this.source;
    try {
      this.nc.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, JSON.stringify(request), { reply: this.inbox });
    } catch (cause) {
      this.fail('the connection is closed', cause);
    }
  }

  private receive(message: Msg): void {
    this.lastMessageAt = Date.now();
    const status = message.headers?.code ?? 0;
    if (status !== 0 && message.subject === this.inbox) this.receiveStatus(status, message);
    else {
      this.queue.push(deliveryOf(message));
      this.open -= 1;
      this.notify();
    }
  }

  private receiveStatus(status: number, message: Msg): void {
    if (status === STATUS.heartbeat) return;
    // Status 409 has many meanings. Only with this header does it end a request normally; without it the consumer is gone.
    const ended = status === STATUS.ended && message.headers?.has('Nats-Pending-Messages') === true;
    if (!ended && status !== STATUS.notFound && status !== STATUS.timeout) {
      this.fail(`the server answered ${String(status)}`);
      return;
    }
    this.open = 0;
    if (this.wake !== undefined) this.request();
  }

  private checkHeartbeat(): void {
    if (this.open > 0 && Date.now() - this.lastMessageAt > 3 * this.heartbeatMs) this.fail('the server fell silent');
  }

  private fail(reason: string, cause?: unknown): void {
    this.failure ??= new PullBrokenError(reason, { cause });
    this.notify();
  }

  private notify(): void {
    const { wake } = this;
    this.wake = undefined;
    wake?.();
  }
}
