import type { JsonObject } from '../json/json.js';
import { channels, parametersOf, type Channel } from './channels.js';
import { schemaRef, buildSchemas } from './schemas.js';

/** The version of the contracts as a whole. Events and messages have their own versions. */
const CONTRACTS_VERSION = '1.0.0';

const commitHeaders: JsonObject = {
  type: 'object',
  required: ['Nats-Msg-Id', 'Nats-Expected-Last-Subject-Sequence'],
  properties: {
    'Nats-Msg-Id': { type: 'string', description: 'Id of the commit.' },
    'Nats-Expected-Last-Subject-Sequence': {
      type: 'string',
      description: 'The revision that the commit was written upon; 0 for the first.',
    },
  },
};

const jsonMessage = (name: string, title: string, schema: string): JsonObject => ({
  name,
  title,
  contentType: 'application/json',
  payload: schemaRef(schema),
});

const messages: JsonObject = {
  commit: { ...jsonMessage('commit', 'The events of one decision', 'Commit'), headers: commitHeaders },
  work: jsonMessage('work', 'Do this attempt', 'WorkMessage'),
  lease: jsonMessage('lease', 'Heartbeat and progress of an attempt', 'Lease'),
  timer: jsonMessage('timer', 'Look at this asset, not before a time', 'Timer'),
  deadLetter: { name: 'deadLetter', title: 'A message that could not be decoded', contentType: 'application/octet-stream' },
  externalEvent: {
    ...jsonMessage('externalEvent', 'Another system has done this', 'ExternalEvent'),
    contentType: 'application/cloudevents+json',
  },
  externalVerdict: jsonMessage('externalVerdict', 'What became of an event', 'ExternalVerdict'),
  changed: jsonMessage('changed', 'A row was written', 'Changed'),
  poke: jsonMessage('poke', 'Look at this asset', 'Poke'),
  presence: jsonMessage('presence', 'A worker is there', 'Presence'),
};

const channelObject = ({ address, description, message }: Channel): JsonObject => ({
  address,
  description,
  ...(address.includes('{') ? { parameters: parametersOf(address) } : {}),
  messages: { [message]: { $ref: `#/components/messages/${message}` } },
});

const operation = (action: 'send' | 'receive', { name, message }: Channel, summary: string): JsonObject => ({
  action,
  summary,
  channel: { $ref: `#/channels/${name}` },
  messages: [{ $ref: `#/channels/${name}/messages/${message}` }],
});

const operationsOf = (channel: Channel): [string, JsonObject][] => [
  [`${channel.name}.send`, operation('send', channel, channel.send)],
  [`${channel.name}.receive`, operation('receive', channel, channel.receive)],
];

/** Returns the AsyncAPI 3.0 document of the NATS messages, generated from the same schemas that validate them. */
export const asyncApiDocument = (): JsonObject => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Throughline',
    version: CONTRACTS_VERSION,
    description:
      'The messages of the services of Throughline. Events are the storage format: a new shape is a new version, never an edit.',
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  },
  defaultContentType: 'application/json',
  servers: { nats: { host: 'localhost:4222', protocol: 'nats', description: 'NATS 2.10 or newer, with JetStream.' } },
  channels: Object.fromEntries(channels.map((channel) => [channel.name, channelObject(channel)])),
  operations: Object.fromEntries(channels.flatMap(operationsOf)),
  components: { messages, schemas: buildSchemas() },
});
