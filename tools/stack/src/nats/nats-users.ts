/**
 * Who may do what on the bus: the one place where it is written, turned into the server's configuration and into
 * docs/operating.md (a spec compares the two).
 *
 * Streams are guarded here and not only by `deny_delete` and `deny_purge`: those do not stop the deletion of a whole stream.
 */
import { KEY_BUCKET, STREAMS, SUBJECTS } from '@throughline/contracts';

export const NATS_USERS = ['admin', 'gateway', 'ingest', 'processing', 'upload', 'projector'] as const;
export type NatsUser = (typeof NATS_USERS)[number];

export interface Permissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

/** Replies to requests, and deliveries of consumers, come in on private inboxes: one prefix for each user. */
export const inboxPrefix = (user: NatsUser): string => `_INBOX_${user}`;

const KEY_STREAM = `KV_${KEY_BUCKET}`;
const KEY_SUBJECTS = `$KV.${KEY_BUCKET}.>`;
const ACKS = '$JS.ACK';

/** Look at a stream and read single messages from it. */
const look = (stream: string): string[] => [
  `$JS.API.STREAM.INFO.${stream}`,
  `$JS.API.STREAM.MSG.GET.${stream}`,
  `$JS.API.DIRECT.GET.${stream}`,
  `$JS.API.DIRECT.GET.${stream}.>`,
];

/** Read a stream through consumers of one's own. */
const consume = (stream: string): string[] => [
  `$JS.API.CONSUMER.CREATE.${stream}`,
  `$JS.API.CONSUMER.CREATE.${stream}.>`,
  `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.>`,
  `$JS.API.CONSUMER.INFO.${stream}.>`,
  `$JS.API.CONSUMER.DELETE.${stream}.>`,
  `$JS.API.CONSUMER.MSG.NEXT.${stream}.>`,
  `$JS.FC.${stream}.>`,
];

const acknowledge = (stream: string): string[] => [`${ACKS}.${stream}.>`, `${ACKS}.*.*.${stream}.>`];

const everyService: readonly string[] = ['$JS.API.INFO'];

const readLog = [...look(STREAMS.events), ...consume(STREAMS.events)];
const readKeys = look(KEY_STREAM);
const writeKeys = [...readKeys, KEY_SUBJECTS];
const readLeases = [...look(STREAMS.leases), ...consume(STREAMS.leases)];

function worker(service: string): string[] {
  return [
    ...everyService,
    ...readLog,
    SUBJECTS.events,
    ...acknowledge(STREAMS.events),
    ...writeKeys,
    ...look(STREAMS.work),
    ...consume(STREAMS.work),
    ...acknowledge(STREAMS.work),
    // The service that appended a commit may queue its next step at once, whoever works on it.
    SUBJECTS.work,
    ...readLeases,
    SUBJECTS.leases,
    ...look(STREAMS.timers),
    ...consume(STREAMS.timers),
    ...acknowledge(STREAMS.timers),
    SUBJECTS.timers,
    ...look(STREAMS.deadLetters),
    `tl.dead.${service}.>`,
  ];
}

const publishes: Record<NatsUser, readonly string[]> = {
  // Creates and changes streams at the start; no service runs under this name.
  admin: ['>'],
  gateway: [
    ...everyService,
    ...readLog,
    SUBJECTS.events,
    ...writeKeys,
    ...look(STREAMS.work),
    SUBJECTS.work,
    ...readLeases,
    // The probe of its own that tells whether a silent lease or a silent broker is meant.
    SUBJECTS.leases,
    ...look(STREAMS.timers),
    SUBJECTS.timers,
    ...look(STREAMS.deadLetters),
    ...consume(STREAMS.deadLetters),
  ],
  ingest: worker('ingest'),
  processing: worker('processing'),
  upload: worker('upload'),
  // Appends operators' decisions about quarantined commits; does no work and moves no lease.
  projector: [...everyService, ...readLog, SUBJECTS.events, ...readKeys, SUBJECTS.changed],
};

const subscribes: Record<NatsUser, readonly string[]> = {
  admin: ['>'],
  gateway: [SUBJECTS.changed],
  ingest: [],
  processing: [],
  upload: [],
  projector: [],
};

export function permissionsOf(user: NatsUser): Permissions {
  if (user === 'admin') return { publish: publishes.admin, subscribe: subscribes.admin };
  // `_INBOX.>` too: clients that do not set the prefix use it. Inbox names are random and cannot be guessed.
  return { publish: publishes[user], subscribe: ['_INBOX.>', `${inboxPrefix(user)}.>`, ...subscribes[user]] };
}
