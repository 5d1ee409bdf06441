/**
 * The permissions of all NATS users: the only place that defines them. The server's configuration is generated from it,
 * and a spec compares it with the table in docs/operating.md.
 *
 * Permissions protect the streams besides `deny_delete` and `deny_purge`, which do not stop the deletion of a whole
 * stream. No service can create, change, empty or delete one.
 */
import {
  CHANNEL_CHECK_SUBJECT,
  CREDENTIAL_STORE,
  ENGINE_SUBJECT,
  KEY_STORE,
  MIRROR_STORE,
  NOTE_STORE,
  CREDENTIAL_TEST_SUBJECT,
  OUTPUT_TEST_SUBJECT,
  OUTPUT_TYPES_SUBJECT,
  PICTURE_SUBJECT,
  QUOTA_SUBJECT,
  SEARCH_FORGET_SUBJECT,
  SEARCH_REFILL_SUBJECT,
  SOURCE_CREDENTIAL_STORE,
  SENDER_NAME_PATTERN,
  SOURCE_SUBJECTS,
  STREAMS,
  SUBJECTS,
  answerFilter,
  inboxPrefix,
  inboxSubject,
  pokeSubject,
  presenceSubject,
  timerFilter,
  type SenderAddress,
  type WorkerService,
} from '@throughline/contracts';

export const NATS_USERS = ['admin', 'gateway', 'ingest', 'processing', 'upload', 'projector', 'search'] as const;
export type NatsUser = (typeof NATS_USERS)[number];

export interface Permissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
  /** May reply once to each request it receives, for a limited time. */
  readonly answers?: true;
}

const KEY_STREAM = `KV_${KEY_STORE}`;
const MIRROR_STREAM = `KV_${MIRROR_STORE}`;

/** Allows reading the latest version of every record of a store. */
const readRecords = (store: string): string => `$JS.API.STREAM.MSG.GET.KV_${store}`;
const writeRecords = (store: string, kind: string): string => `$KV.${store}.${kind}`;
/** Allows reading records of one kind: the request's subject contains their name, so the server can check it. */
const readRecordsOf = (store: string, kind: string): string => `$JS.API.DIRECT.GET.KV_${store}.$KV.${store}.${kind}`;

const read = (stream: string): string[] => [
  `$JS.API.STREAM.INFO.${stream}`,
  `$JS.API.STREAM.MSG.GET.${stream}`,
  `$JS.API.DIRECT.GET.${stream}`,
  `$JS.API.DIRECT.GET.${stream}.>`,
];

const consumers = (stream: string): string[] => [
  `$JS.API.CONSUMER.INFO.${stream}.*`,
  `$JS.API.CONSUMER.DELETE.${stream}.*`,
  `$JS.API.CONSUMER.MSG.NEXT.${stream}.*`,
  `$JS.FC.${stream}.>`,
];

const follow = (stream: string): string[] => [
  `$JS.API.CONSUMER.CREATE.${stream}`,
  `$JS.API.CONSUMER.CREATE.${stream}.>`,
  ...consumers(stream),
];

/** Allows listing all consumers of a stream with their positions. */
const seeReaders = (stream: string): string => `$JS.API.CONSUMER.LIST.${stream}`;

/** Allows only consumers with this filter: the request's subject contains the filter, so the server can check it. */
const followOwn = (stream: string, filter: string): string[] => [
  `$JS.API.CONSUMER.CREATE.${stream}.*.${filter}`,
  ...consumers(stream),
];

/** Allows acknowledging deliveries. Newer servers put domain and account before the stream (ADR-15 of NATS). */
const acknowledge = (stream: string): string[] => [`$JS.ACK.${stream}.>`, `$JS.ACK.*.*.${stream}.>`];

const ACCOUNT = '$JS.API.INFO';
const POKES = 'tl.poke.*';
/** Requests of the gateway that the upload service replies to. */
const UPLOAD_REQUESTS = [CHANNEL_CHECK_SUBJECT, OUTPUT_TYPES_SUBJECT, OUTPUT_TEST_SUBJECT, CREDENTIAL_TEST_SUBJECT];
/** Requests of the gateway that the ingest service replies to. */
const INGEST_REQUESTS = Object.values(SOURCE_SUBJECTS);
/** Requests of the gateway that the processing service replies to. */
const PROCESSING_REQUESTS = [ENGINE_SUBJECT, PICTURE_SUBJECT];

const readHistory = [...read(STREAMS.events), ...follow(STREAMS.events)];
const useKeys = [...read(KEY_STREAM), ...follow(KEY_STREAM)];
const makeKeys = [...useKeys, `$KV.${KEY_STORE}.>`];
const seeLeases = [...read(STREAMS.leases), ...follow(STREAMS.leases)];

const worker = (service: WorkerService): Permissions => ({
  publish: [
    ACCOUNT,
    ...readHistory,
    ...acknowledge(STREAMS.events),
    SUBJECTS.events,
    ...makeKeys,
    ...read(STREAMS.work),
    ...followOwn(STREAMS.work, `tl.work.${service}.>`),
    ...acknowledge(STREAMS.work),
    // A service may queue the next step after its commit, even if another service will run it.
    SUBJECTS.work,
    ...seeLeases,
    SUBJECTS.leases,
    ...read(STREAMS.timers),
    ...followOwn(STREAMS.timers, timerFilter(service)),
    ...acknowledge(STREAMS.timers),
    SUBJECTS.timers,
    ...read(STREAMS.deadLetters),
    `tl.dead.${service}.>`,
    presenceSubject(service),
    QUOTA_SUBJECT,
    POKES,
  ],
  subscribe: [pokeSubject(service)],
});

const ingest = worker('ingest');
const upload = worker('upload');
const processing = worker('processing');

const users: Readonly<Record<NatsUser, Permissions>> = {
  // Creates and changes streams at the start. No service uses this account.
  admin: { publish: ['>'], subscribe: ['>'] },
  gateway: {
    publish: [
      ACCOUNT,
      ...readHistory,
      SUBJECTS.events,
      ...makeKeys,
      ...read(STREAMS.work),
      seeReaders(STREAMS.work),
      SUBJECTS.work,
      ...seeLeases,
      // Lease probes tell a silent worker from a silent broker.
      'tl.lease.probe.*',
      ...read(STREAMS.timers),
      seeReaders(STREAMS.timers),
      SUBJECTS.timers,
      ...read(STREAMS.deadLetters),
      ...follow(STREAMS.deadLetters),
      // It writes secrets and reads only their state, never a secret.
      ...[CREDENTIAL_STORE, SOURCE_CREDENTIAL_STORE].flatMap((store) => [
        writeRecords(store, 'secret.*'),
        readRecordsOf(store, 'standing.*'),
      ]),
      // It writes channel settings and reads the state of each page.
      ...['channel.*', 'resend.*'].map((kind) => writeRecords(MIRROR_STORE, kind)),
      readRecordsOf(MIRROR_STORE, 'page.*'),
      ...followOwn(MIRROR_STREAM, writeRecords(MIRROR_STORE, 'page.*')),
      // It decides the events of other systems, and answers them.
      ...read(STREAMS.inbox),
      ...follow(STREAMS.inbox),
      ...acknowledge(STREAMS.inbox),
      SUBJECTS.answers,
      ...UPLOAD_REQUESTS,
      ...INGEST_REQUESTS,
      ...PROCESSING_REQUESTS,
      SEARCH_REFILL_SUBJECT,
      POKES,
    ],
    // Workers publish their presence on core NATS; no stream stores it.
    subscribe: [SUBJECTS.changed, SUBJECTS.presence, QUOTA_SUBJECT],
    answers: true,
  },
  ingest: {
    ...ingest,
    // It erases items: the first request overwrites the bytes of an item's key, the second one removes its texts from the search.
    publish: [
      ...ingest.publish,
      `$JS.API.STREAM.MSG.DELETE.${KEY_STREAM}`,
      SEARCH_FORGET_SUBJECT,
      // It alone reads the credentials for sources. A rotated secret is written back.
      readRecords(SOURCE_CREDENTIAL_STORE),
      writeRecords(SOURCE_CREDENTIAL_STORE, '>'),
    ],
    subscribe: [...ingest.subscribe, ...INGEST_REQUESTS],
    answers: true,
  },
  processing: { ...processing, subscribe: [...processing.subscribe, ...PROCESSING_REQUESTS], answers: true },
  upload: {
    ...upload,
    // It alone reads the credentials for outputs. A rotated secret is written back.
    publish: [
      ...upload.publish,
      ...[CREDENTIAL_STORE, NOTE_STORE].flatMap((store) => [readRecords(store), writeRecords(store, '>')]),
      ...read(MIRROR_STREAM),
      ...follow(MIRROR_STREAM),
      // It only deletes resend requests.
      ...['page.*', 'writer', 'resend.*'].map((kind) => writeRecords(MIRROR_STORE, kind)),
    ],
    subscribe: [...upload.subscribe, ...UPLOAD_REQUESTS],
    answers: true,
  },
  // Reads everything and decides nothing.
  projector: { publish: [ACCOUNT, ...readHistory, ...useKeys, SUBJECTS.changed, POKES], subscribe: [] },
  search: {
    publish: [ACCOUNT, ...readHistory, ...useKeys],
    subscribe: [SEARCH_FORGET_SUBJECT, SEARCH_REFILL_SUBJECT],
    answers: true,
  },
};

/**
 * Returns a user's permissions with its own inbox, on which replies and deliveries arrive. No user can read the inbox of
 * another.
 */
export function permissionsOf(user: NatsUser): Permissions {
  const permissions = users[user];
  return user === 'admin' ? permissions : { ...permissions, subscribe: [`${inboxPrefix(user)}.>`, ...permissions.subscribe] };
}

/** The NATS user of a system that sends events. No service has a name of this form. */
export const senderUser = (name: string): string => {
  if (!new RegExp(SENDER_NAME_PATTERN).test(name))
    throw new TypeError(`'${name}' is no name of a sender: use up to 40 small letters, digits and hyphens`);
  return `from-${name}`;
};

/**
 * Returns the permissions of a system that sends events. It writes to its own inbox, which lies in one library, and reads the
 * verdicts on its own events. It can neither read what is stored in any inbox nor write an event of the log.
 */
export const permissionsOfSender = (sender: SenderAddress): Permissions => ({
  // Reading one verdict: the request's subject contains the subject of the verdict, so the server can check it.
  publish: [inboxSubject(sender), `$JS.API.DIRECT.GET.${STREAMS.answers}.${answerFilter(sender)}`],
  subscribe: [`${inboxPrefix(senderUser(sender.name))}.>`, answerFilter(sender)],
});
