import { AckPolicy, DeliverPolicy, jetstreamManager } from '@nats-io/jetstream';
import { createInbox, nanos, nuid, type Msg, type NatsConnection } from '@nats-io/nats-core';
import { inboxPrefixOf } from '@throughline/contracts';
import { getConnectionWatch } from './connection.js';
import { toInstant, type StreamMessage } from './message.js';
import { PullReader, PullBrokenError } from './pull.js';
import { isAtLeast } from './server-version.js';

const PAGE = 1_000;
const ANSWER_MS = 5_000;
const STATUS = { endOfBatch: 204, notFound: 404 } as const;

interface SubjectRead {
  readonly stream: string;
  readonly subject: string;
  readonly from: number;
  /** Called for each message or page: a long history is no silence. */
  readonly onMessage: () => void;
}

export const readSubject = (nc: NatsConnection, read: SubjectRead): Promise<StreamMessage[]> =>
  isAtLeast(nc.info?.version, 2, 11) ? readInBatches(nc, read) : readWithConsumer(nc, read);

/** Reads with batched direct get (ADR-31, server 2.11 and newer), which takes one round trip for most histories. */
async function readInBatches(nc: NatsConnection, { stream, subject, from, onMessage }: SubjectRead): Promise<StreamMessage[]> {
  const messages: StreamMessage[] = [];
  for (let next = from; ; next = (messages.at(-1)?.sequence ?? next) + 1) {
    const page = await readPage(nc, { stream, query: { seq: next, next_by_subj: subject, batch: PAGE }, onMessage });
    messages.push(...page.messages);
    if (page.pending === 0) return messages;
  }
}

interface Page {
  readonly messages: readonly StreamMessage[];
  readonly pending: number;
}

interface PageRead extends Pick<SubjectRead, 'stream' | 'onMessage'> {
  readonly query: { readonly seq: number; readonly next_by_subj: string; readonly batch: number };
}

function readPage(nc: NatsConnection, { stream, query, onMessage }: PageRead): Promise<Page> {
  return new Promise((resolve, reject) => {
    const messages: StreamMessage[] = [];
    const inbox = createInbox(inboxPrefixOf(nc));
    const end = (): void => {
      clearTimeout(timer);
      stopWatching();
      if (!nc.isClosed()) subscription.unsubscribe();
    };
    const fail = (reason: string, cause?: unknown): void => {
      end();
      reject(new PullBrokenError(reason, { cause }));
    };
    const receive = (message: Msg): void => {
      // The timeout counts from the last message, so a long page does not fail.
      timer.refresh();
      onMessage();
      const code = message.headers?.code ?? 0;
      if (code === 0) messages.push(directMessage(message));
      else if (code === STATUS.notFound || code === STATUS.endOfBatch) {
        end();
        resolve({ messages, pending: code === STATUS.notFound ? 0 : Number(message.headers?.get('Nats-Num-Pending') ?? 0) });
      } else fail(`the server answered ${String(code)}`);
    };
    const timer = setTimeout(() => {
      fail('the server did not answer in time');
    }, ANSWER_MS);
    const stopWatching = getConnectionWatch(nc).onLost(() => {
      fail('the connection was lost');
    });
    const subscription = nc.subscribe(inbox, {
      callback: (error, message) => {
        if (error === null) receive(message);
        else fail('replies may not be received', error);
      },
    });
    try {
      nc.publish(`$JS.API.DIRECT.GET.${stream}`, JSON.stringify(query), { reply: inbox });
    } catch (cause) {
      fail('the connection is closed', cause);
    }
  });
}

const directMessage = (message: Msg): StreamMessage => ({
  subject: message.headers?.get('Nats-Subject') ?? '',
  sequence: Number(message.headers?.get('Nats-Sequence')),
  headers: message.headers,
  bytes: message.data,
  storedAt: toInstant(message.headers?.get('Nats-Time-Stamp') ?? ''),
});

/** Reads with a temporary consumer, for servers before 2.11. */
async function readWithConsumer(nc: NatsConnection, { stream, subject, from, onMessage }: SubjectRead): Promise<StreamMessage[]> {
  const manager = await jetstreamManager(nc, { checkAPI: false });
  const { name, num_pending: pending } = await manager.consumers.add(stream, {
    name: `tl_${nuid.next()}`,
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: from,
    filter_subject: subject,
    inactive_threshold: nanos(ANSWER_MS),
    mem_storage: true,
    num_replicas: 1,
  });
  const pull = new PullReader(nc, { stream, consumer: name }, { prefetch: false, heartbeatMs: ANSWER_MS / 4 });
  const messages: StreamMessage[] = [];
  try {
    while (messages.length < pending) {
      messages.push(...(await pull.next(Math.min(PAGE, pending - messages.length))));
      onMessage();
    }
    return messages;
  } finally {
    pull.close();
    if (!nc.isClosed()) manager.consumers.delete(stream, name).catch(() => undefined);
  }
}
