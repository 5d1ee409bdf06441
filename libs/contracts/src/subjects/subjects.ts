import { WORKER_SERVICES, type WorkerService } from '../steps/vocabulary.js';

/** The names of JetStream streams and key-value stores, and all subjects. No other module builds a subject. */
export const STREAMS = {
  events: 'TL_EVENTS',
  work: 'TL_WORK',
  leases: 'TL_LEASES',
  timers: 'TL_TIMERS',
  deadLetters: 'TL_DEAD_LETTERS',
  inbox: 'TL_INBOX',
  answers: 'TL_ANSWERS',
} as const;
export const KEY_STORE = 'tl_keys';
/** The credentials of the upload service. Each service with credentials has its own store, which no other service can read. */
export const CREDENTIAL_STORE = 'tl_credentials_upload';
/** The credentials of the ingest service, which opens sources with them. */
export const SOURCE_CREDENTIAL_STORE = 'tl_credentials_ingest';
/** Notes of the upload service about work that it has begun at other services. */
export const NOTE_STORE = 'tl_upload_notes';
/**
 * The state of Notion mirrors. The gateway writes `channel.<id>` (a channel's settings) and `resend.<asset>` (a request to send
 * a page again). The upload service writes `page.<asset>` (the record of a page) and `writer` (the process that writes).
 */
export const MIRROR_STORE = 'tl_mirrors';

export const SUBJECTS = {
  events: 'tl.events.>',
  work: 'tl.work.>',
  leases: 'tl.lease.>',
  timers: 'tl.timer.>',
  deadLetters: 'tl.dead.>',
  inbox: 'tl.inbox.>',
  answers: 'tl.answer.>',
  changed: 'tl.changed',
  /** Core NATS, not stored: the running workers and the lanes that they serve. */
  presence: 'tl.presence.>',
} as const;

export const DEFAULT_PARTITIONS = 8;
/** The name of the hash in the stream's metadata. Another hash would spread an asset's commits over several subjects. */
export const PARTITION_HASH = 'fnv1a32';

const utf8 = new TextEncoder();

/** FNV-1a, 32 bit, over UTF-8: the same in every process and language. */
const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of utf8.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
};

export const partitionOf = (assetId: string, partitions: number): number => fnv1a(assetId) % partitions;

const TOKEN = /^[A-Za-z0-9_:/-]+$/;
/** Throws for a dot, blank or wildcard: such a token would address other subjects. */
const requireToken = (value: string): string => {
  if (!TOKEN.test(value)) throw new TypeError(`'${value}' cannot be a token of a subject: use letters, digits and _ : / -`);
  return value;
};

export const eventSubject = (assetId: string, partitions: number): string =>
  `tl.events.${String(partitionOf(assetId, partitions))}.${requireToken(assetId)}`;
export const partitionFilter = (partition: number): string => `tl.events.${String(partition)}.>`;
export const assetOfEventSubject = (subject: string): string => subject.split('.')[3] ?? '';

export interface WorkAddress {
  readonly service: WorkerService;
  readonly lane: string;
  readonly assetId: string;
  readonly step: string;
  readonly attemptId: string;
}
export const workSubject = (to: WorkAddress): string =>
  `tl.work.${[to.service, to.lane, to.assetId, to.step, to.attemptId].map(requireToken).join('.')}`;
export const laneFilter = (service: WorkerService, lane: string): string => `tl.work.${service}.${requireToken(lane)}.>`;
const isWorkerService = (name: string | undefined): name is WorkerService => WORKER_SERVICES.some((service) => service === name);
export const parseWorkSubject = (subject: string): WorkAddress | undefined => {
  const [tl, work, service, lane, assetId, step, attemptId, more] = subject.split('.');
  if (tl !== 'tl' || work !== 'work' || more !== undefined) return undefined;
  if (!isWorkerService(service) || lane === undefined || assetId === undefined || step === undefined || attemptId === undefined)
    return undefined;
  return { service, lane, assetId, step, attemptId };
};

export const leaseSubject = (assetId: string, step: string): string => `tl.lease.${requireToken(assetId)}.${requireToken(step)}`;
/**
 * A reader writes to a probe subject to learn the broker's time. Probes are next to the leases so that the same stream and
 * clock store them.
 */
const PROBES = 'tl.lease.probe.';
export const leaseProbeSubject = (reader: string): string => `${PROBES}${requireToken(reader)}`;
export const isLeaseProbe = (subject: string): boolean => subject.startsWith(PROBES);
export const timerSubject = (service: WorkerService, assetId: string, purpose: string): string =>
  `tl.timer.${service}.${requireToken(assetId)}.${requireToken(purpose)}`;
export const timerFilter = (service: WorkerService): string => `tl.timer.${service}.>`;
export const deadLetterSubject = (service: WorkerService, assetId: string): string =>
  `tl.dead.${service}.${requireToken(assetId)}`;

/** Core NATS, not stored: "look at this asset", sent when work does not move. */
export const pokeSubject = (service: WorkerService): string => `tl.poke.${service}`;

/** Core NATS, request and reply: checks that the pages of a channel can be written. */
export const CHANNEL_CHECK_SUBJECT = 'tl.ask.upload.channel-check';
/** Core NATS, request and reply: the types of outputs with the forms of their settings. */
export const OUTPUT_TYPES_SUBJECT = 'tl.ask.upload.output-types';
/** Core NATS, request and reply: checks the settings of an output, or that it takes deliveries. */
export const OUTPUT_TEST_SUBJECT = 'tl.ask.upload.output-test';
/** Core NATS, request and reply: asks a service which account a credential opens. */
export const CREDENTIAL_TEST_SUBJECT = 'tl.ask.upload.credential-test';

/** Core NATS, request and reply: what the ingest service does with the sources that users set up. */
export const SOURCE_SUBJECTS = {
  types: 'tl.ask.ingest.source-types',
  test: 'tl.ask.ingest.source-test',
  list: 'tl.ask.ingest.source-list',
  take: 'tl.ask.ingest.source-take',
  retire: 'tl.ask.ingest.source-retire',
  locate: 'tl.ask.ingest.source-locate',
  testCredential: 'tl.ask.ingest.credential-test',
} as const;

/** Core NATS, request and reply: downloads, chooses and tests the speech models of the processing service. */
export const ENGINE_SUBJECT = 'tl.ask.processing.engines';

/** Core NATS, request and reply: stores the picture at a second of a video. */
export const PICTURE_SUBJECT = 'tl.ask.processing.picture';

/** Core NATS, request and reply: asks a gateway whether an attempt may start under the quotas of its library. */
export const QUOTA_SUBJECT = 'tl.ask.gateway.quota';

/** Core NATS, request and reply: has the search service remove the texts of an item without content. */
export const SEARCH_FORGET_SUBJECT = 'tl.ask.search.forget';
/** Core NATS, request and reply: has the search service fill its index again from the log. */
export const SEARCH_REFILL_SUBJECT = 'tl.ask.search.refill';

/** Core NATS, not stored: a worker's regular announcement of the lanes that it serves. */
export const presenceSubject = (service: WorkerService): string => `tl.presence.${service}`;

/** A system that sends events, bound to one library by the permissions of its NATS user. */
export interface SenderAddress {
  readonly library: string;
  readonly name: string;
}
/** The names of senders. Also the end of the names of their NATS users and consumers. */
export const SENDER_NAME_PATTERN = '^[a-z0-9][a-z0-9-]{0,39}$';
const SENDER_NAME = new RegExp(SENDER_NAME_PATTERN);

/** The one subject that a sender may write to. A limit for each subject is therefore a limit for each sender. */
export const inboxSubject = ({ library, name }: SenderAddress): string =>
  `tl.inbox.${requireToken(library)}.${requireToken(name)}`;
export const parseInboxSubject = (subject: string): SenderAddress | undefined => {
  const [tl, inbox, library, name, more] = subject.split('.');
  if (tl !== 'tl' || inbox !== 'inbox' || library === undefined || name === undefined || more !== undefined) return undefined;
  return SENDER_NAME.test(name) && TOKEN.test(library) ? { library, name } : undefined;
};
/** The verdict on an event, for its sender alone. */
export const answerSubject = ({ library, name }: SenderAddress, eventId: string): string =>
  `tl.answer.${requireToken(library)}.${requireToken(name)}.${requireToken(eventId)}`;
/** All verdicts for a sender. */
export const answerFilter = ({ library, name }: SenderAddress): string =>
  `tl.answer.${requireToken(library)}.${requireToken(name)}.*`;
/** In place of the id of an event that has none. */
export const UNREADABLE_EVENT = '_unreadable';
