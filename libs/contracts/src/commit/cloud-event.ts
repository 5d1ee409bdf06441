import { Type, type Static } from 'typebox';
import { lazyValidator } from '../json/lazy-validator.js';
import { findInstants } from '../asset/find-instants.js';
import { assetEvents, type AssetEvent } from '../asset/events.js';
import { INSTANT_PATTERN, isInstant } from '../dates/instant.js';
import { UndecodableError, kindOf } from '../errors/errors.js';
import { isObject } from '../json/json.js';
import { isUuid } from '../ids/ids.js';
import { commitCodec } from './codec.js';
import { isImported, type Commit } from './commit.js';

const PREFIX = 'throughline.';

/** An event of an item as CloudEvents 1.0 (JSON), with its texts in the clear. Unknown attributes are ignored. */
const CloudEventSchema = Type.Object({
  specversion: Type.Literal('1.0'),
  /** The position of the commit in the log and the number of the event in it: `17.0`. */
  id: Type.String({ pattern: '^\\d{1,15}\\.\\d{1,9}$' }),
  source: Type.String(),
  type: Type.String({ pattern: '^throughline\\.[A-Za-z]{1,60}$' }),
  subject: Type.String(),
  time: Type.String({ pattern: INSTANT_PATTERN }),
  datacontenttype: Type.Optional(Type.Literal('application/json')),
  /** The version of the event type. Absent in exports of releases that did not write it. */
  eventversion: Type.Optional(Type.Integer({ minimum: 1 })),
  /** `user:ID` or `service:NAME`. */
  actor: Type.Optional(Type.String()),
  /** Identifies the commit in the system where it arose. Equal for all events of a commit, and in every later export. */
  originref: Type.Optional(Type.String({ pattern: '^[ -~]{1,200}$' })),
  /** When the exporting system imported the event. Absent if it arose there. */
  importedat: Type.Optional(Type.String({ pattern: INSTANT_PATTERN })),
  /** True for the last event of an exported item, so that a file that is cut off between two lines can be told. */
  originlast: Type.Optional(Type.Boolean()),
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
  /** The `originref` of the event, or a reference made of its source and its commit's position. */
  readonly originRef: string;
  /** When the system that exported the event had imported it. */
  readonly importedAt: string | undefined;
  /** True for the last event of an exported item. Undefined for exports that do not tell. */
  readonly isLast: boolean | undefined;
  readonly event: AssetEvent;
}

const validator = lazyValidator(CloudEventSchema);

interface ExportedCommit {
  readonly assetId: string;
  readonly commit: Commit;
  readonly position: string;
  /** The broker's time. */
  readonly storedAt?: string;
}

/** Returns the reference of a commit: that of the system where it arose if it was imported. */
export const originRefOf = (
  { commit: { origin }, position }: Pick<ExportedCommit, 'commit' | 'position'>,
  incarnation: string,
): string => (origin?.kind === 'imported' ? origin.ref : `${incarnation}/${position}`);

/** Writes the events of a commit. Without the log's `incarnation`, they have no `originref`. */
export const toCloudEvents = (exported: ExportedCommit, path: string, incarnation?: string): readonly CloudEvent[] => {
  const { assetId, commit, position, storedAt = commit.at } = exported;
  return commit.events.map((event, index) => ({
    specversion: '1.0',
    id: `${position}.${String(index)}`,
    source: `${path}/${assetId}`,
    type: `${PREFIX}${event.type}`,
    subject: assetId,
    time: commit.at,
    datacontenttype: 'application/json',
    eventversion: assetEvents[event.type].version,
    actor: `${commit.actor.kind}:${commit.actor.id}`,
    ...(incarnation === undefined ? {} : { originref: originRefOf(exported, incarnation) }),
    ...(isImported(commit) ? { importedat: storedAt } : {}),
    data: 'personal' in event ? { ...event.data, personal: event.personal } : event.data,
  }));
};

function splitData(value: unknown): { readonly data: unknown; readonly personal?: unknown } {
  if (!isObject(value) || !('personal' in value)) return { data: value };
  const { personal, ...data } = value;
  return { data, personal };
}

const noEvent = (pointer: string, message: string): UndecodableError =>
  new UndecodableError(`It is no event of Throughline: ${pointer || '/'} ${message}`, { pointer });

function requireCloudEvent(value: unknown): CloudEvent {
  if (!validator.Check(value)) {
    const problem = validator.Errors(value)[0];
    throw noEvent(problem?.instancePath ?? '', problem?.message ?? '');
  }
  if (!isUuid(value.subject)) throw noEvent('/subject', 'must be the id of an item');
  for (const [pointer, time] of [['/time', value.time] as const, ['/importedat', value.importedat] as const])
    if (time !== undefined && !isInstant(time)) throw noEvent(pointer, 'is no date');
  return value;
}

function decodePlain({ type, eventversion, data }: CloudEvent): AssetEvent {
  try {
    return commitCodec.decodeEvent({ type: type.slice(PREFIX.length), v: eventversion, ...splitData(data) });
  } catch (error) {
    if (kindOf(error) !== 'undecodable') throw error;
    const { message, pointer } = error as UndecodableError;
    throw new UndecodableError(message, { cause: error, pointer: pointer?.replace(/^\/personal/, '/data/personal') ?? '/type' });
  }
}

/** The schema of an event checks the form of its times only: it also reads the log, whose events stay as they are. */
function requireDates({ type, data }: AssetEvent): void {
  for (const [pointer, time] of findInstants(assetEvents[type].data, data))
    if (!isInstant(time)) throw noEvent(`/data${pointer}`, 'is no date');
}

const LONGEST_SOURCE = 180;
const PRINTABLE = /^[ -~]+$/;

/** A source that is no short text of ASCII gets a reference of the commit's position alone. */
const defaultRef = (source: string, position: string): string =>
  source.length <= LONGEST_SOURCE && PRINTABLE.test(source) ? `${source}#${position}` : `#${position}`;

/** Reads what {@link toCloudEvents} has written, by this or an earlier release. Throws `undecodable` or `newer-schema`. */
export function readCloudEvent(value: unknown): ReadCloudEvent {
  const cloudEvent = requireCloudEvent(value);
  const event = decodePlain(cloudEvent);
  requireDates(event);
  const [position = '', index] = cloudEvent.id.split('.');
  return {
    assetId: cloudEvent.subject,
    position: Number(position),
    index: Number(index),
    at: cloudEvent.time,
    actor: cloudEvent.actor,
    isLast: cloudEvent.originref === undefined ? undefined : cloudEvent.originlast === true,
    originRef: cloudEvent.originref ?? defaultRef(cloudEvent.source, String(Number(position))),
    importedAt: cloudEvent.importedat,
    event,
  };
}
