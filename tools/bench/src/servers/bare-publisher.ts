import { createInbox, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';

interface Answer {
  readonly seq?: number;
  readonly error?: { readonly description?: string };
}
interface PendingPublish {
  readonly resolve: (sequence: number) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A minimal acknowledged publisher: one inbox and a map of pending requests, without timeouts or connection checks. The bench
 * measures what the product's publisher adds to this.
 */
export class BarePublisher {
  readonly #inbox = createInbox();
  readonly #waiting = new Map<string, PendingPublish>();
  readonly #decoder = new TextDecoder();
  #serial = 0;

  constructor(private readonly nc: NatsConnection) {
    nc.subscribe(`${this.#inbox}.*`, {
      callback: (_, message) => {
        const token = message.subject.slice(this.#inbox.length + 1);
        const waiting = this.#waiting.get(token);
        this.#waiting.delete(token);
        const { seq, error } = JSON.parse(this.#decoder.decode(message.data)) as Answer;
        if (seq === undefined) waiting?.reject(new Error(error?.description ?? 'no sequence'));
        else waiting?.resolve(seq);
      },
    });
  }

  publish(subject: string, bytes: Uint8Array, headers: MsgHdrs): Promise<number> {
    const token = (this.#serial += 1).toString(36);
    return new Promise((resolve, reject) => {
      this.#waiting.set(token, { resolve, reject });
      this.nc.publish(subject, bytes, { reply: `${this.#inbox}.${token}`, headers });
    });
  }
}
