import type { Msg } from '@nats-io/nats-core';
import { nanos } from '@nats-io/nats-core';
import type { Broker } from '../broker/broker.js';
import { parseAckSubject } from './ack-subject.js';
import type { ReceivedMessage } from './queue.js';

/** The answers of the acknowledgement protocol (docs.nats.io, "JetStream wire API"). */
const ACK = '+ACK';
const WORKING = '+WPI';
const nak = (delayMs: number): string => (delayMs > 0 ? `-NAK ${JSON.stringify({ delay: nanos(Math.ceil(delayMs)) })}` : '-NAK');
/** One line, because the reason becomes part of the broker's advisory. */
const term = (reason: string): string => `+TERM ${reason.replaceAll(/\s+/g, ' ').slice(0, 200)}`;

export const giveBack = (broker: Broker, message: Msg): void => {
  if (message.reply !== undefined) broker.send(message.reply, nak(0));
};

const headersOf = (message: Msg): (readonly [string, string])[] =>
  [...(message.headers ?? [])].flatMap(([name, values]) => values.map((value) => [name, value] as const));

export function toReceivedMessage(broker: Broker, message: Msg): ReceivedMessage {
  const reply = message.reply ?? '';
  const { stream, sequence, deliveries, pending } = parseAckSubject(reply);
  let settled = false;
  const settle = async (payload: string): Promise<void> => {
    if (settled) return;
    settled = true;
    try {
      await broker.request(reply, payload);
    } catch (error) {
      settled = false;
      throw error;
    }
  };
  return {
    subject: message.subject,
    bytes: message.data,
    headers: headersOf(message),
    id: `${stream}:${String(sequence)}`,
    deliveries,
    unseen: pending,
    working: () => {
      if (!settled) broker.send(reply, WORKING);
    },
    ack: () => settle(ACK),
    nak: (delayMs = 0) => settle(nak(delayMs)),
    term: (reason) => settle(term(reason)),
  };
}
