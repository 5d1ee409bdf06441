import { createInbox, type Msg, type MsgHdrs, type NatsConnection } from '@nats-io/nats-core';
import { inboxPrefixOf } from '@throughline/contracts';
import { getConnectionWatch } from './connection.js';

export interface PublishAck {
  readonly sequence: number;
  readonly duplicate: boolean;
}

/** The error for a message without an answer. It may or may not be stored. */
export class PublishUnansweredError extends Error {
  readonly kind = 'publish-unanswered';
  constructor(reason: string, options?: ErrorOptions) {
    super(`A publish was not answered: ${reason}`, options);
    this.name = 'PublishUnansweredError';
  }
}

export class PublishRefusedError extends Error {
  readonly kind = 'publish-refused';
  constructor(
    readonly code: number,
    /** Like HTTP: 4xx is permanent, 5xx may pass. */
    readonly status: number,
    readonly description: string,
  ) {
    super(`A publish was refused (${String(code)}): ${description}`);
    this.name = 'PublishRefusedError';
  }
}

interface PendingPublish {
  readonly resolve: (ack: PublishAck) => void;
  readonly reject: (error: PublishUnansweredError | PublishRefusedError) => void;
  readonly deadline: number;
}
interface Answer {
  readonly seq?: number;
  readonly duplicate?: boolean;
  readonly error?: { readonly code: number; readonly err_code?: number; readonly description?: string };
}

const SWEEP_MS = 100;
const NO_RESPONDERS = 503;

/**
 * Publishes with acknowledgement over one reply inbox for all messages. Two to three times faster than a request for each
 * message, with the same guarantees. Each wait ends with the answer, its deadline, or the loss of the connection.
 */
export class Publisher {
  private readonly inbox: string;
  private readonly waiting = new Map<string, PendingPublish>();
  private readonly decoder = new TextDecoder();
  private serial = 0;
  private sweeper: NodeJS.Timeout | undefined;

  constructor(private readonly nc: NatsConnection) {
    this.inbox = createInbox(inboxPrefixOf(nc));
    nc.subscribe(`${this.inbox}.*`, {
      callback: (error, message) => {
        this.answered(error, message);
      },
    });
    getConnectionWatch(nc).onLost(() => {
      this.rejectAll('the connection was lost');
    });
  }

  publish(subject: string, bytes: Uint8Array, headers: MsgHdrs, timeoutMs: number): Promise<PublishAck> {
    if (!getConnectionWatch(this.nc).isConnected()) return Promise.reject(new PublishUnansweredError('there is no connection'));
    const token = (this.serial += 1).toString(36);
    return new Promise((resolve, reject) => {
      this.waiting.set(token, { resolve, reject, deadline: Date.now() + timeoutMs });
      this.sweeper ??= setInterval(() => {
        this.sweep();
      }, SWEEP_MS);
      try {
        this.nc.publish(subject, bytes, { reply: `${this.inbox}.${token}`, headers });
      } catch (cause) {
        this.take(token);
        reject(new PublishUnansweredError('it could not be sent', { cause }));
      }
    });
  }

  private answered(error: Error | null, message: Msg): void {
    if (error !== null) {
      // Without permission for the reply subscription no answer can arrive.
      this.rejectAll('replies may not be received', error);
      return;
    }
    const waiting = this.take(message.subject.slice(this.inbox.length + 1));
    if (waiting === undefined) return;
    if (message.headers?.code === NO_RESPONDERS) {
      waiting.reject(new PublishUnansweredError('nobody stores this subject at present'));
      return;
    }
    settle(waiting, this.decoder.decode(message.data));
  }

  private take(token: string): PendingPublish | undefined {
    const waiting = this.waiting.get(token);
    this.waiting.delete(token);
    if (this.waiting.size === 0) {
      clearInterval(this.sweeper);
      this.sweeper = undefined;
    }
    return waiting;
  }

  private sweep(): void {
    const now = Date.now();
    for (const [token, { deadline }] of this.waiting) {
      if (deadline <= now) this.take(token)?.reject(new PublishUnansweredError('its time was over'));
    }
  }

  private rejectAll(reason: string, cause?: Error): void {
    for (const token of [...this.waiting.keys()]) this.take(token)?.reject(new PublishUnansweredError(reason, { cause }));
  }
}

function settle(waiting: PendingPublish, text: string): void {
  let answer: Answer;
  try {
    answer = JSON.parse(text) as Answer;
  } catch (cause) {
    waiting.reject(new PublishUnansweredError('the answer cannot be read', { cause }));
    return;
  }
  if (answer.error !== undefined) {
    const { code, err_code: errorCode, description } = answer.error;
    waiting.reject(new PublishRefusedError(errorCode ?? code, code, description ?? ''));
  } else if (typeof answer.seq === 'number' && answer.seq > 0) {
    waiting.resolve({ sequence: answer.seq, duplicate: answer.duplicate === true });
  } else {
    waiting.reject(new PublishUnansweredError('the answer names no sequence'));
  }
}

const publishers = new WeakMap<NatsConnection, Publisher>();
export function getPublisher(nc: NatsConnection): Publisher {
  const publisher = publishers.get(nc) ?? new Publisher(nc);
  publishers.set(nc, publisher);
  return publisher;
}
