import { STREAMS, SUBJECTS, WORKER_SERVICES, deadLetterSubject, type WorkerService } from '@throughline/contracts';
import type { StoredMsg } from '@nats-io/jetstream';
import { headers as newHeaders, type MsgHdrs, type NatsConnection } from '@nats-io/nats-core';
import { Broker } from '../broker/broker.js';
import {
  DEFAULT_LIST_LIMIT,
  formatReason,
  removeControlHeaders,
  type DeadLetter,
  type DeadLetters,
  type StoredDeadLetter,
} from './dead-letters.js';

const SUBJECT_HEADER = 'Tl-Dead-Subject';
const REASON_HEADER = 'Tl-Dead-Reason';
/** Replaces an id that is missing or not valid in a subject. */
const NO_ASSET = '_';

const addressOf = ({ service, assetId }: DeadLetter): string => {
  const isToken = assetId !== undefined && /^[A-Za-z0-9_:/-]+$/.test(assetId);
  return deadLetterSubject(service, isToken ? assetId : NO_ASSET);
};

const serviceOf = (subject: string): WorkerService | undefined => {
  const name = subject.split('.')[2];
  return WORKER_SERVICES.find((service) => service === name);
};

const filterOf = (service: WorkerService | undefined): string =>
  service === undefined ? SUBJECTS.deadLetters : `tl.dead.${service}.>`;

const ownHeaders = new Set([SUBJECT_HEADER, REASON_HEADER]);
const pairsOf = (found: MsgHdrs): (readonly [string, string])[] =>
  [...found].flatMap(([name, values]) => values.map((value) => [name, value] as const));

function letterOf(message: StoredMsg): StoredDeadLetter | undefined {
  const service = serviceOf(message.subject);
  if (service === undefined) return undefined;
  const assetId = message.subject.split('.')[3];
  return {
    id: String(message.seq),
    storedAt: message.time.toISOString(),
    service,
    assetId: assetId === NO_ASSET ? undefined : assetId,
    subject: message.header.get(SUBJECT_HEADER),
    bytes: message.data,
    headers: removeControlHeaders(pairsOf(message.header).filter(([name]) => !ownHeaders.has(name))),
    reason: message.header.get(REASON_HEADER),
  };
}

export class JetStreamDeadLetters implements DeadLetters {
  private readonly broker: Broker;
  constructor(connection: NatsConnection) {
    this.broker = Broker.over(connection);
  }

  async put(letter: DeadLetter & { readonly sourceId: string }): Promise<void> {
    const headers = newHeaders();
    for (const [name, value] of removeControlHeaders(letter.headers)) headers.append(name, value);
    headers.set(SUBJECT_HEADER, letter.subject);
    headers.set(REASON_HEADER, formatReason(letter.reason));
    await this.broker.publish({
      stream: STREAMS.deadLetters,
      subject: addressOf(letter),
      bytes: letter.bytes,
      headers,
      messageId: letter.sourceId,
    });
  }

  async list({ service, after, limit = DEFAULT_LIST_LIMIT }: Parameters<DeadLetters['list']>[0] = {}): Promise<
    readonly StoredDeadLetter[]
  > {
    const letters: StoredDeadLetter[] = [];
    let sequence = Number(after ?? 0) + 1;
    while (letters.length < limit) {
      const message = await this.broker.at(STREAMS.deadLetters, sequence, filterOf(service));
      if (message === undefined) break;
      const letter = letterOf(message);
      if (letter !== undefined) letters.push(letter);
      sequence = message.seq + 1;
    }
    return letters;
  }
}
