import type { TSchema } from 'typebox';
import { assetEvents } from '../asset/events.js';
import { StoredCommitSchema } from '../commit/codec.js';
import type { EventDefinition } from '../asset/event-definition.js';
import {
  EXTERNAL_PREFIX,
  EXTERNAL_TYPES,
  EnvelopeSchema,
  externalEvents,
  type ExternalType,
} from '../external/external-event.js';
import type { Json, JsonObject } from '../json/json.js';
import { LeaseSchema } from '../lease/lease.js';
import { PresenceSchema } from '../presence/presence.js';
import { TimerSchema } from '../timer/timer.js';
import { WorkMessageSchema } from '../work/work-message.js';

/** Returns a schema as plain JSON, without the symbols that TypeBox keeps in it. */
const toPlainJson = (schema: TSchema): JsonObject => JSON.parse(JSON.stringify(schema)) as JsonObject;
export const schemaRef = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

const definitions: readonly (readonly [string, EventDefinition])[] = Object.entries(assetEvents);
const nameOf = (type: string, version: number): string => `${type}.v${String(version)}`;

/** Returns the stored shape of an event: `data` is readable, the personal part is sealed. */
const storedEvent = (type: string, { version, data, personal }: EventDefinition): JsonObject => ({
  type: 'object',
  required: ['type', 'v', 'data'],
  properties: {
    type: { const: type },
    v: { const: version },
    data: toPlainJson(data),
    ...(personal === undefined
      ? {}
      : { sealed: { type: 'string', contentEncoding: 'base64', description: `Sealed: see ${nameOf(type, version)}.personal` } }),
  },
});

const eventSchemas = (): [string, Json][] =>
  definitions.flatMap(([type, definition]): [string, Json][] => [
    [nameOf(type, definition.version), storedEvent(type, definition)],
    ...(definition.personal === undefined
      ? []
      : ([[`${nameOf(type, definition.version)}.personal`, toPlainJson(definition.personal)]] as [string, Json][])),
  ]);

const commitSchema = (): JsonObject => {
  const envelope = toPlainJson(StoredCommitSchema) as { properties: JsonObject };
  const events: JsonObject = {
    type: 'array',
    minItems: 1,
    items: { oneOf: definitions.map(([type, { version }]) => schemaRef(nameOf(type, version))) },
  };
  return { ...envelope, properties: { ...envelope.properties, events } };
};

/** Returns the schema of one accepted type of event of another system. */
const externalEvent = (type: ExternalType): JsonObject => {
  const envelope = toPlainJson(EnvelopeSchema) as { properties: JsonObject };
  const { about, data } = externalEvents[type];
  const own = { type: { const: `${EXTERNAL_PREFIX}${type}` }, data: toPlainJson(data) };
  return { ...envelope, description: about, properties: { ...envelope.properties, ...own } };
};
const nameOfExternal = (type: ExternalType): string => `External.${type}`;

const text: JsonObject = { type: 'string' };
const textOrNull: JsonObject = { type: ['string', 'null'] };
const verdictSchema: JsonObject = {
  type: 'object',
  required: ['id', 'status', 'item_id', 'revision', 'problem'],
  properties: {
    id: { ...textOrNull, description: 'The id of the event.' },
    status: { enum: ['accepted', 'repeated', 'refused'] },
    item_id: { ...textOrNull, description: 'The item, unless the event was refused.' },
    revision: { ...textOrNull, description: 'The revision of the item after the event.' },
    problem: {
      type: ['object', 'null'],
      description: 'Why the event was refused: a problem document (RFC 9457), docs/problems.md.',
    },
  },
};
const record = (...names: readonly string[]): JsonObject => ({
  type: 'object',
  required: [...names],
  properties: Object.fromEntries(names.map((name) => [name, text])),
});

export const buildSchemas = (): JsonObject =>
  Object.fromEntries([
    ['Commit', commitSchema()],
    ...eventSchemas(),
    ['WorkMessage', toPlainJson(WorkMessageSchema)],
    ['Lease', toPlainJson(LeaseSchema)],
    ['Timer', toPlainJson(TimerSchema)],
    ['ExternalEvent', { oneOf: EXTERNAL_TYPES.map((type) => schemaRef(nameOfExternal(type))) }],
    ...EXTERNAL_TYPES.map((type): [string, Json] => [nameOfExternal(type), externalEvent(type)]),
    ['ExternalVerdict', verdictSchema],
    ['Changed', record('assetId', 'owner', 'revision', 'position', 'after', 'upTo')],
    ['Poke', record('assetId')],
    ['Presence', toPlainJson(PresenceSchema)],
  ]);
