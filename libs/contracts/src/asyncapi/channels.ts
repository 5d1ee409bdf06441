import { STEP_KEY_PATTERN, WORKER_SERVICES } from '../steps/vocabulary.js';
import type { JsonObject } from '../json/json.js';
import { EXTERNAL_ID_PATTERN } from '../external/external-event.js';
import { SENDER_NAME_PATTERN, SUBJECTS, UNREADABLE_EVENT } from '../subjects/subjects.js';

export interface Channel {
  readonly name: string;
  readonly address: string;
  readonly description: string;
  readonly message: string;
  readonly send: string;
  readonly receive: string;
}

/** Returns the pattern with `{token}` placeholders instead of its wildcard. */
const address = (pattern: string, ...tokens: readonly string[]): string =>
  pattern.replace('>', tokens.map((name) => `{${name}}`).join('.'));

export const channels: readonly Channel[] = [
  {
    name: 'events',
    address: address(SUBJECTS.events, 'partition', 'assetId'),
    description:
      'The truth: the commits of one asset in order, never deleted. Headers: Nats-Msg-Id is the id of the commit, Nats-Expected-Last-Subject-Sequence the revision that it was written upon. Services only; foreign systems use the API.',
    message: 'commit',
    send: 'Any service appends the events of one decision.',
    receive: 'The projector reads every partition in order; dispatchers share all commits; workers watch their asset.',
  },
  {
    name: 'work',
    address: address(SUBJECTS.work, 'service', 'lane', 'assetId', 'step', 'attemptId'),
    description: 'Work queue with one message for each attempt; a second one for the same attempt is refused.',
    message: 'work',
    send: 'The service that scheduled a step, and the dispatcher of the service that owns it.',
    receive: 'The workers of the service, one lane with one concurrency.',
  },
  {
    name: 'leases',
    address: address(SUBJECTS.leases, 'assetId', 'step'),
    description:
      'Heartbeat and progress of the attempt that holds a step: last value only, written with the expected last sequence.',
    message: 'lease',
    send: 'The worker that holds the attempt.',
    receive: 'Gateways show progress; workers that meet a held step look whether its holder lives.',
  },
  {
    name: 'timers',
    address: address(SUBJECTS.timers, 'service', 'assetId', 'purpose'),
    description: 'What is due later. A due timer only says "look at this asset".',
    message: 'timer',
    send: 'Whoever scheduled something with a time.',
    receive: 'The service named in the subject.',
  },
  {
    name: 'deadLetters',
    address: address(SUBJECTS.deadLetters, 'service', 'assetId'),
    description: 'Messages that could not be decoded, byte for byte, with the reason in their headers.',
    message: 'deadLetter',
    send: 'The consumer that could not read the message.',
    receive: 'Operators, through the gateway.',
  },
  {
    name: 'inbox',
    address: address(SUBJECTS.inbox, 'library', 'sender'),
    description:
      'Events of other systems that wait for a decision, those of each sender in order. The NATS user of a sender may publish to this one subject only. At most 1,000 wait for each sender; then the broker refuses more. The same events are the body of POST /api/v1/admin/events. Do not set Nats-Msg-Id: the id of the event makes it idempotent.',
    message: 'externalEvent',
    send: 'A system that has done a step or a delivery. The broker confirms that the event is stored.',
    receive: 'A gateway decides each event as a command, and stores the verdict before it acknowledges.',
  },
  {
    name: 'answers',
    address: address(SUBJECTS.answers, 'library', 'sender', 'eventId'),
    description:
      'The verdict on each event, for its sender alone: live, and stored for an hour. The sender reads a stored one by $JS.API.DIRECT.GET.TL_ANSWERS.<subject>. An event that is sent again is answered again.',
    message: 'externalVerdict',
    send: 'The gateway that has decided the event.',
    receive: 'The sender of the event.',
  },
  {
    name: 'changed',
    address: SUBJECTS.changed,
    description:
      'Core NATS, not stored: a row of the projection was written. With it everything of the partition from `after` up to `upTo` is told; an `after` beyond the last `upTo` is a gap.',
    message: 'changed',
    send: 'The projector, after its transaction.',
    receive: 'Gateways, for push and caches.',
  },
  {
    name: 'pokes',
    address: 'tl.poke.{service}',
    description: 'Core NATS, not stored: "look at this asset".',
    message: 'poke',
    send: 'Whoever sees work that does not move.',
    receive: 'One process of the service.',
  },
  {
    name: 'presence',
    address: 'tl.presence.{service}',
    description: 'Core NATS, not stored: a worker is there, which lanes it serves, and how busy it is.',
    message: 'presence',
    send: 'Every worker, every few seconds and when it leaves.',
    receive: 'Gateways, to tell what nobody serves.',
  },
];

const parameters: Readonly<Record<string, JsonObject>> = {
  partition: { description: 'FNV-1a (32 bit) of the asset id, modulo the number of partitions in the metadata of the stream.' },
  assetId: { description: 'A UUID.' },
  service: { enum: [...WORKER_SERVICES], description: 'The service that owns the step.' },
  lane: { description: 'Steps of one lane share a concurrency.' },
  step: { description: `Key of a step: ${STEP_KEY_PATTERN}` },
  attemptId: { description: 'The fencing token of one attempt.' },
  library: { description: 'The id of the library whose items the events concern.' },
  sender: { description: `The name of the sender: ${SENDER_NAME_PATTERN}` },
  eventId: { description: `The id of the event: ${EXTERNAL_ID_PATTERN}. ${UNREADABLE_EVENT} if it has none.` },
  purpose: { description: 'One timer for an asset and purpose; a new one replaces the old.' },
};

export const parametersOf = (channelAddress: string): JsonObject =>
  Object.fromEntries([...channelAddress.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, parameters[name]]));
