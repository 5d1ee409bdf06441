import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { assetEvents, type AssetEvent } from '../asset/events.js';
import { UndecodableError } from '../errors/errors.js';
import { isObject } from '../json/json.js';
import { isUuid } from '../ids/ids.js';
import { commitCodec } from './codec.js';
import type { Commit } from './commit.js';

const PREFIX = 'throughline.';

/** An event of an item as CloudEvents 1.0 (JSON), with its texts in the clear. Unknown attributes are ignored. */
const CloudEventSchema = Type.Object({
  specversion: Type.Literal('1.0'),
  /** The position of the commit in the log and the number of the event in it: `17.0`. */
  id: Type.String({ pattern: '^\\d{1,15}\\.\\d{1,9}$' }),
  source: Type.String(),
  type: Type.String({ pattern: '^throughline\\.[A-Za-z]{1,60}$' }),
  subject: Type.String(),
  time: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$' }),
  datacontenttype: Type.Optional(Type.Literal('application/json')),
  /** The version of the event type. Absent in exports of releases that did not write it. */
  eventversion: Type.Optional(Type.Integer({ minimum: 1 })),
  /** `user:ID` or `service:NAME`. */
  actor: Type.Optional(Type.String()),
  data: Type.Unknown(),
});
export type CloudEvent = Static<typeof CloudEventSchema>;

export interface ReadCloudEvent {
  readonly assetId: string;
  /** The position of the commit in the log. */
  readonly position: number;
  /** The number of the event in its commit. */
  readonly index: number;
  readonly at: string;
  readonly actor: string | undefined;
  readonly event: AssetEvent;
}

const validator = Compile(CloudEventSchema);

export const toCloudEvents = (
  { assetId, commit, position }: { readonly assetId: string; readonly commit: Commit; readonly position: string },
  path: string,
): readonly CloudEvent[] =>
  commit.events.map((event, index) => ({
    specversion: '1.0',
    id: `${position}.${String(index)}`,
    source: `${path}/${assetId}`,
    type: `${PREFIX}${event.type}`,
    subject: assetId,
    time: commit.at,
    datacontenttype: 'application/json',
    eventversion: assetEvents[event.type].version,
    actor: `${commit.actor.kind}:${commit.actor.id}`,
    data: 'personal' in event ? { ...event.data, personal: event.personal } : event.data,
  }));

function splitData(value: unknown): { readonly data: unknown; readonly personal?: unknown } {
  if (!isObject(value) || !('personal' in value)) return { data: value };
  const { personal, ...data } = value;
  return { data, personal };
}

function requireCloudEvent(value: unknown): CloudEvent {
  if (!validator.Check(value)) {
    const problem = validator.Errors(value)[0];
    throw new UndecodableError(`It is no event of Throughline: ${problem?.instancePath || '/'} ${problem?.message ?? ''}`);
  }
  if (!isUuid(value.subject)) throw new UndecodableError('It is no event of Throughline: /subject must be the id of an item');
  if (Number.isNaN(Date.parse(value.time))) throw new UndecodableError('It is no event of Throughline: /time is no date');
  return value;
}

/** Reads what {@link toCloudEvents} has written, by this or an earlier release. Throws `undecodable` or `newer-schema`. */
export function readCloudEvent(value: unknown): ReadCloudEvent {
  const { id, subject, time, actor, type, eventversion, data } = requireCloudEvent(value);
  const [position, index] = id.split('.').map(Number);
  return {
    assetId: subject,
    position: position ?? 0,
    index: index ?? 0,
    at: time,
    actor,
    event: commitCodec.decodeEvent({ type: type.slice(PREFIX.length), v: eventversion, ...splitData(data) }),
  };
}
