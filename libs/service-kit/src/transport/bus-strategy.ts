import type { Msg, NatsConnection, Subscription } from '@nats-io/nats-core';
import type { MessageHandler } from '@nestjs/microservices';
import type { Logger } from '../logging/logger.js';
import { BUS, type BusEndpoint, type BusMessage } from './bus-handlers.js';
import { callHandler } from './handlers.js';
import { SingleHandlerTransport } from './single-handler-transport.js';

/** `disconnected`: messages are lost until the next `connected`, because core NATS stores none. */
export type BusStatus = 'connected' | 'disconnected';

/**
 * Lets the `@Responder` and `@Listener` methods of a Nest application receive messages over core NATS. A message that cannot be
 * read or handled is logged and gets no reply.
 */
export class BusStrategy extends SingleHandlerTransport<BusStatus> {
  override readonly transportId = BUS;
  readonly #stopping = new AbortController();
  #subscriptions: readonly Subscription[] = [];
  #ended: Promise<unknown> = Promise.resolve();
  #isConnected = false;

  constructor(
    private readonly nc: NatsConnection,
    private readonly log: Pick<Logger, 'warn'>,
  ) {
    super();
  }

  listen(callback: (problem?: unknown) => void): void {
    void this.#open().then(() => {
      callback();
    }, callback);
  }

  /** Unsubscribes, and waits for the handlers of the messages that have arrived. The connection stays open. */
  async close(): Promise<void> {
    await Promise.all(this.#subscriptions.map((each) => this.#drain(each)));
    this.#stopping.abort();
    await this.#ended;
  }

  async #open(): Promise<void> {
    void this.#followConnection();
    const serving = [...this.messageHandlers].map(([subject, handler]) => {
      const { queue } = handler.extras as BusEndpoint;
      const subscription = this.nc.subscribe(subject, queue === undefined ? {} : { queue });
      return { subscription, ended: this.#serve(subscription, handler) };
    });
    this.#subscriptions = serving.map(({ subscription }) => subscription);
    this.#ended = Promise.all(serving.map(({ ended }) => ended));
    // After this flush the server has processed the subscriptions.
    await this.nc.flush();
    this.#report('connected');
  }

  async #followConnection(): Promise<void> {
    for await (const { type } of this.nc.status()) {
      if (type === 'disconnect') this.#report('disconnected');
      if (type === 'reconnect') this.#report('connected');
    }
    this.#report('disconnected');
  }

  #report(status: BusStatus): void {
    this.#isConnected = status === 'connected';
    this._status$.next(status);
  }

  async #drain(subscription: Subscription): Promise<void> {
    if (subscription.isClosed()) return;
    // Draining waits for an answer of the broker.
    if (this.#isConnected) await subscription.drain();
    else subscription.unsubscribe();
  }

  async #serve(subscription: Subscription, handler: MessageHandler): Promise<void> {
    const running = new Set<Promise<void>>();
    try {
      for await (const message of subscription) {
        const handling = this.#handle(handler, message).finally(() => running.delete(handling));
        running.add(handling);
        // Notices keep their order. Requests are independent, so a slow one does not delay the next.
        if (handler.isEventHandler === true) await handling;
      }
    } catch (error) {
      this.log.warn({ err: error, subject: subscription.getSubject() }, 'the broker ended a subscription');
    }
    await Promise.all(running);
  }

  async #handle(handler: MessageHandler, message: Msg): Promise<void> {
    const { content, reply } = handler.extras as BusEndpoint;
    const { subject, data } = message;
    try {
      const received: BusMessage<unknown> = { content: content.decode(data), subject, signal: this.#stopping.signal };
      const result = await callHandler<unknown>(handler, received);
      if (reply !== undefined) message.respond(reply.encode(result));
    } catch (error) {
      this.log.warn({ err: error, subject }, 'could not handle a message, continuing');
    }
  }
}
