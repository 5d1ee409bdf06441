import type { NatsConnection } from '@nats-io/nats-core';
import { STREAMS, SUBJECTS, answerSubject, inboxSubject, parseInboxSubject, type SenderAddress } from '@throughline/contracts';
import { Broker } from '../broker/broker.js';
import { JetStreamQueue } from '../queue/queue.jetstream.js';
import type { OnProblem } from '../queue/queue.js';
import type { Inbox, InboxPull, WaitingSender } from './inbox.js';

/** Longer than a decision takes while the broker or the database is slow. */
const ACK_WAIT_MS = 60_000;

export const buildInboxDurable = ({ library, name }: SenderAddress): string => `from-${library}-${name}`;

export class JetStreamInbox implements Inbox {
  readonly #broker: Broker;
  readonly #queue: JetStreamQueue;

  constructor(connection: NatsConnection, onProblem: OnProblem) {
    this.#broker = Broker.over(connection);
    const settings = { stream: STREAMS.inbox, ackWaitMs: ACK_WAIT_MS, onProblem };
    // One in progress keeps the order of a sender, whichever process reads its events.
    this.#queue = new JetStreamQueue(this.#broker, { ...settings, maxInProgress: 1 });
  }

  async senders(): Promise<readonly WaitingSender[]> {
    const { state } = await this.#broker.admin('list the senders of events', (manager) =>
      manager.streams.info(STREAMS.inbox, { subjects_filter: SUBJECTS.inbox }),
    );
    return Object.entries(state.subjects ?? {}).flatMap(([subject, waiting]) => {
      const sender = parseInboxSubject(subject);
      return sender === undefined ? [] : [{ ...sender, waiting }];
    });
  }

  pull({ from, onEvent, signal }: InboxPull): Promise<void> {
    return this.#queue.pull({
      durable: buildInboxDurable(from),
      filter: inboxSubject(from),
      capacity: 1,
      onReceived: onEvent,
      signal,
    });
  }

  async answer(to: SenderAddress, eventId: string, bytes: Uint8Array): Promise<void> {
    await this.#broker.publish({ stream: STREAMS.answers, subject: answerSubject(to, eventId), bytes });
  }
}
