import { createInbox, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';

interface Answer {
  readonly seq?: number;
  readonly error?: { readonly description?: string };
}
interface Waiting {
  readonly resolve: (sequence: number) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The least that an acknowledged publish can be: one inbox, a map of who waits. No deadline, no look at the connection:
 * what the product's publisher adds is measured against this.
 */
export class BarePublisher {
  readonly #inbox = createInbox();
  readonly #waiting = new Map<string, Waiting>();
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
