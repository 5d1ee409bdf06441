/**
 * Who may do what on the bus: written here and nowhere else. The server's configuration is made of it, and a spec
 * holds the table in docs/operating.md against it.
 *
 * Streams are guarded here and not only by `deny_delete` and `deny_purge`: those do not stop the deletion of a whole
 * stream. No service can make, change, empty or delete one.
 */
import {
  CHANNEL_CHECK_SUBJECT,
  CREDENTIAL_BUCKET,
  KEY_BUCKET,
  MIRROR_BUCKET,
  NOTE_BUCKET,
  STREAMS,
  SUBJECTS,
  inboxPrefix,
  pokeSubject,
  presenceSubject,
  timerFilter,
  type WorkerService,
} from '@throughline/contracts';

export const NATS_USERS = ['admin', 'gateway', 'ingest', 'processing', 'upload', 'projector'] as const;
export type NatsUser = (typeof NATS_USERS)[number];

export interface Permissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
  /** May answer what it is asked: once, where the question says, as long as somebody may still wait. */
  readonly answers?: true;
}

const KEY_STREAM = `KV_${KEY_BUCKET}`;
const MIRROR_STREAM = `KV_${MIRROR_BUCKET}`;

/** Records of a bucket, the one that was stored last. */
const readRecords = (bucket: string): string => `$JS.API.STREAM.MSG.GET.KV_${bucket}`;
const writeRecords = (bucket: string, kind: string): string => `$KV.${bucket}.${kind}`;
/** Records of one kind alone: the server holds their names against the subject of the request. */
const readRecordsOf = (bucket: string, kind: string): string => `$JS.API.DIRECT.GET.KV_${bucket}.$KV.${bucket}.${kind}`;

/** Describe a stream and read single messages of it. */
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

/** Follow all of a stream. */
const follow = (stream: string): string[] => [
  `$JS.API.CONSUMER.CREATE.${stream}`,
  `$JS.API.CONSUMER.CREATE.${stream}.>`,
  ...consumers(stream),
];

/** See how far the readers of a stream are, all at once. */
const seeReaders = (stream: string): string => `$JS.API.CONSUMER.LIST.${stream}`;

/** Follow only what the filter lets through: the server holds the filter of a consumer against the subject of the request. */
const followOwn = (stream: string, filter: string): string[] => [
  `$JS.API.CONSUMER.CREATE.${stream}.*.${filter}`,
  ...consumers(stream),
];

/** Confirm deliveries; newer servers put domain and account before the stream (ADR-15 of NATS). */
const acknowledge = (stream: string): string[] => [`$JS.ACK.${stream}.>`, `$JS.ACK.*.*.${stream}.>`];

const ACCOUNT = '$JS.API.INFO';
const POKES = 'tl.poke.*';

const readHistory = [...read(STREAMS.events), ...follow(STREAMS.events)];
const useKeys = [...read(KEY_STREAM), ...follow(KEY_STREAM)];
const makeKeys = [...useKeys, `$KV.${KEY_BUCKET}.>`];
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
    // Whoever appended a commit may queue the next step at once, whichever service will do it.
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
    POKES,
  ],
  subscribe: [pokeSubject(service)],
});

const ingest = worker('ingest');
const upload = worker('upload');

const users: Readonly<Record<NatsUser, Permissions>> = {
  // Makes and changes streams at the start. No service runs under this name.
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
      // Its probes: they tell a silent holder from a silent broker.
      'tl.lease.probe.*',
      ...read(STREAMS.timers),
      seeReaders(STREAMS.timers),
      SUBJECTS.timers,
      ...read(STREAMS.deadLetters),
      ...follow(STREAMS.deadLetters),
      // It puts secrets in, and reads what is said of them: not the secrets.
      writeRecords(CREDENTIAL_BUCKET, 'secret.*'),
      readRecordsOf(CREDENTIAL_BUCKET, 'standing.*'),
      // It says what is to be shown where, and sees how each page stands.
      ...['channel.*', 'resend.*'].map((kind) => writeRecords(MIRROR_BUCKET, kind)),
      readRecordsOf(MIRROR_BUCKET, 'page.*'),
      ...followOwn(MIRROR_STREAM, writeRecords(MIRROR_BUCKET, 'page.*')),
      CHANNEL_CHECK_SUBJECT,
      POKES,
    ],
    // Who is there to do what waits: heard, never stored.
    subscribe: [SUBJECTS.changed, SUBJECTS.presence],
  },
  ingest: {
    ...ingest,
    // It looks after items as a whole: erasing one overwrites the bytes of its key.
    publish: [...ingest.publish, `$JS.API.STREAM.MSG.DELETE.${KEY_STREAM}`],
  },
  processing: worker('processing'),
  upload: {
    ...upload,
    // Alone it reads what opens the places that it delivers to; rotated, a secret is written back.
    publish: [
      ...upload.publish,
      ...[CREDENTIAL_BUCKET, NOTE_BUCKET].flatMap((bucket) => [readRecords(bucket), writeRecords(bucket, '>')]),
      ...read(MIRROR_STREAM),
      ...follow(MIRROR_STREAM),
      // What is to be sent again it only removes.
      ...['page.*', 'writer', 'resend.*'].map((kind) => writeRecords(MIRROR_BUCKET, kind)),
    ],
    subscribe: [...upload.subscribe, CHANNEL_CHECK_SUBJECT],
    answers: true,
  },
  // Reads everything, decides nothing.
  projector: { publish: [ACCOUNT, ...readHistory, ...useKeys, SUBJECTS.changed, POKES], subscribe: [] },
};

/** Answers and deliveries come on inboxes, of which each user hears its own alone. */
export function permissionsOf(user: NatsUser): Permissions {
  const permissions = users[user];
  return user === 'admin' ? permissions : { ...permissions, subscribe: [`${inboxPrefix(user)}.>`, ...permissions.subscribe] };
}
