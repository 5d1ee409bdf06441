import { WORKER_SERVICES, type WorkerService } from '../steps/vocabulary.js';

/** JetStream streams and buckets, and what is stored on which subject. Every subject is built here. */
export const STREAMS = {
  events: 'TL_EVENTS',
  work: 'TL_WORK',
  leases: 'TL_LEASES',
  timers: 'TL_TIMERS',
  deadLetters: 'TL_DEAD_LETTERS',
} as const;
export const KEY_BUCKET = 'tl_keys';
/** What the upload service needs to come in elsewhere. Each service that needs some has a bucket of its own, which no other reads. */
export const CREDENTIAL_BUCKET = 'tl_credentials_upload';
/** What the upload service has begun elsewhere. */
export const NOTE_BUCKET = 'tl_upload_notes';
/**
 * What is shown on pages of others. `channel.<id>`: what the gateway says of a channel; `resend.<asset>`: it asks for a page to be sent again;
 * `page.<asset>`: what the upload service has to say of a page; `writer`: which of its processes writes.
 */
export const MIRROR_BUCKET = 'tl_mirrors';

export const SUBJECTS = {
  events: 'tl.events.>',
  work: 'tl.work.>',
  leases: 'tl.lease.>',
  timers: 'tl.timer.>',
  deadLetters: 'tl.dead.>',
  /** Core NATS, not stored: the projector has written a row. */
  changed: 'tl.changed',
  /** Core NATS, not stored: which workers are there, and what they serve. */
  presence: 'tl.presence.>',
} as const;

export const DEFAULT_PARTITIONS = 8;
/** Name of the hash, written into the stream's metadata: another hash would scatter an asset's commits over subjects. */
export const PARTITION_HASH = 'fnv1a32';

/** FNV-1a, 32 bit, over UTF-8: stable across processes and languages. */
const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
};

export const partitionOf = (assetId: string, partitions: number): number => fnv1a(assetId) % partitions;

const TOKEN = /^[A-Za-z0-9_:/-]+$/;
/** A value with a dot, blank or wildcard would address other subjects than its own. */
const token = (value: string): string => {
  if (!TOKEN.test(value)) throw new TypeError(`'${value}' cannot be a token of a subject: use letters, digits and _ : / -`);
  return value;
};

export const eventSubject = (assetId: string, partitions: number): string =>
  `tl.events.${String(partitionOf(assetId, partitions))}.${token(assetId)}`;
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
  `tl.work.${[to.service, to.lane, to.assetId, to.step, to.attemptId].map(token).join('.')}`;
export const laneFilter = (service: WorkerService, lane: string): string => `tl.work.${service}.${token(lane)}.>`;
const isWorkerService = (name: string | undefined): name is WorkerService => WORKER_SERVICES.some((service) => service === name);
/** Undefined where the subject is not one of ours. */
export const parseWorkSubject = (subject: string): WorkAddress | undefined => {
  const [tl, work, service, lane, assetId, step, attemptId, more] = subject.split('.');
  if (tl !== 'tl' || work !== 'work' || more !== undefined) return undefined;
  if (!isWorkerService(service) || lane === undefined || assetId === undefined || step === undefined || attemptId === undefined)
    return undefined;
  return { service, lane, assetId, step, attemptId };
};

export const leaseSubject = (assetId: string, step: string): string => `tl.lease.${token(assetId)}.${token(step)}`;
/** Beside the leases, so that it is stored by the same stream and clock: what a reader writes to learn the broker's time. */
const PROBES = 'tl.lease.probe.';
export const leaseProbeSubject = (reader: string): string => `${PROBES}${token(reader)}`;
export const isLeaseProbe = (subject: string): boolean => subject.startsWith(PROBES);
export const timerSubject = (service: WorkerService, assetId: string, purpose: string): string =>
  `tl.timer.${service}.${token(assetId)}.${token(purpose)}`;
export const timerFilter = (service: WorkerService): string => `tl.timer.${service}.>`;
export const deadLetterSubject = (service: WorkerService, assetId: string): string => `tl.dead.${service}.${token(assetId)}`;

/** Core NATS, not stored: "look at this asset", from whoever sees work that does not move. */
export const pokeSubject = (service: WorkerService): string => `tl.poke.${service}`;

/** Core NATS, a question with an answer: whether pages of a channel can be written. */
export const CHANNEL_CHECK_SUBJECT = 'tl.ask.upload.channel-check';

/** Core NATS, not stored: a worker says now and then that it is there and which lanes it serves. */
export const presenceSubject = (service: WorkerService): string => `tl.presence.${service}`;
