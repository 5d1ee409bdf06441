import { Type, type Static } from 'typebox';
import type { EventDefinition } from '../asset/event-definition.js';
import { assetEvents, type AssetEvent } from '../asset/events.js';
import { NewerSchemaError, UndecodableError } from '../errors/errors.js';
import { lazyValidator, type LazyValidator } from '../json/lazy-validator.js';
import { open, seal } from '../sealing/sealing.js';
import { COMMIT_VERSION, MAX_COMMIT_BYTES, ORIGIN_READER, READER_VERSION, type Commit } from './commit.js';

/** Commit ids appear in logs, rows and headers, so they must be printable ASCII. */
const COMMIT_ID = '^[ -~]{1,200}$';
const commitIdPattern = new RegExp(COMMIT_ID);
/** Only text of this form may appear in an error. Anything else could be content. */
const TYPE_NAME = /^[A-Za-z]{1,60}$/;
export const isCommitId = (value: unknown): value is string => typeof value === 'string' && commitIdPattern.test(value);

/** The stored form of a commit. Unknown fields are ignored, so newer releases may add some. */
export const StoredCommitSchema = Type.Object({
  id: Type.String({ pattern: COMMIT_ID }),
  v: Type.Integer({ minimum: 1 }),
  minReader: Type.Integer({ minimum: 1 }),
  at: Type.String(),
  actor: Type.Object({
    kind: Type.Union([Type.Literal('user'), Type.Literal('service'), Type.Literal('system')]),
    id: Type.String(),
  }),
  causationId: Type.String(),
  correlationId: Type.String(),
  origin: Type.Optional(
    Type.Object({
      kind: Type.Union([Type.Literal('imported'), Type.Literal('external')]),
      ref: Type.String({ pattern: COMMIT_ID }),
    }),
  ),
  events: Type.Array(
    Type.Object({
      type: Type.String(),
      v: Type.Integer({ minimum: 1 }),
      data: Type.Unknown(),
      sealed: Type.Optional(Type.String()),
    }),
    { minItems: 1 },
  ),
});
type StoredCommit = Static<typeof StoredCommitSchema>;

export interface OldEvent {
  readonly data: unknown;
  readonly personal?: unknown;
}
/** For each event type, the function from version n to n + 1. */
export type Upcasts = Readonly<Record<string, Readonly<Record<number, (old: OldEvent) => OldEvent>>>>;

export interface CommitCodec {
  /** Returns the bytes of a commit for the subject of `assetId`. Personal parts are sealed under `dataKey`. */
  encode(assetId: string, commit: Commit, dataKey: Uint8Array | undefined): Uint8Array;
  /**
   * Returns the commit in the current versions. Without a data key (erased), personal parts are absent. Throws `undecodable` or
   * `newer-schema`.
   */
  decode(assetId: string, bytes: Uint8Array, dataKey: Uint8Array | undefined): Commit;
  /** Returns an event whose personal part is in the clear, in the current version. Throws `undecodable` or `newer-schema`. */
  decodeEvent(event: PlainEvent): AssetEvent;
}

/** An event outside the log. */
export interface PlainEvent extends OldEvent {
  readonly type: string;
  /** Default: the current version. */
  readonly v?: number | undefined;
}

const utf8 = new TextDecoder();

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new UndecodableError('A stored commit is not JSON', { cause });
  }
};

const envelope = lazyValidator(StoredCommitSchema);
const describeErrors = (validator: LazyValidator, value: unknown): string =>
  validator
    .Errors(value)
    .slice(0, 3)
    .map((error) => `${error.instancePath || '/'} ${error.message}`)
    .join('; ');

interface CompiledEvent {
  readonly version: number;
  readonly sinceOf: (data: unknown) => number;
  readonly data: LazyValidator;
  readonly personal: LazyValidator | undefined;
}
const compileAll = (definitions: Readonly<Record<string, EventDefinition>>): ReadonlyMap<string, CompiledEvent> =>
  new Map(
    Object.entries(definitions).map(([type, definition]) => {
      const { version, since = 1, data, personal } = definition;
      const sinceOf = (value: unknown): number => Math.max(since, definition.sinceWith?.(value) ?? 1);
      return [
        type,
        { version, sinceOf, data: lazyValidator(data), personal: personal === undefined ? undefined : lazyValidator(personal) },
      ];
    }),
  );

const requireValid = (validator: LazyValidator, value: unknown, what: string, part: 'data' | 'personal'): void => {
  if (validator.Check(value)) return;
  const pointer = `/${part}${validator.Errors(value)[0]?.instancePath ?? ''}`;
  throw new UndecodableError(`${what} does not fit its schema: ${describeErrors(validator, value)}`, { pointer });
};

/** Creates a codec for a set of event definitions. Production uses {@link commitCodec}; tests may add versions. */
export function createCommitCodec(definitions: Readonly<Record<string, EventDefinition>>, upcasts: Upcasts = {}): CommitCodec {
  const validators = compileAll(definitions);
  const context = (assetId: string, commitId: string, index: number): string => `${assetId}/${commitId}/${String(index)}`;

  const upcast = (type: string, from: number, to: number, old: OldEvent): OldEvent => {
    let event = old;
    for (let version = from; version < to; version += 1) {
      const step = upcasts[type]?.[version];
      if (step === undefined) throw new UndecodableError(`${type} version ${String(version)} has no upcast`);
      event = step(event);
    }
    return event;
  };

  const decodeEvent = ({ type, v, ...old }: PlainEvent): AssetEvent => {
    const definition = validators.get(type);
    if (definition === undefined) throw new UndecodableError(`Unknown event type ${TYPE_NAME.test(type) ? type : ''}`.trim());
    const event = upcast(type, v ?? definition.version, definition.version, old);
    requireValid(definition.data, event.data, type, 'data');
    if (event.personal !== undefined && definition.personal !== undefined)
      requireValid(definition.personal, event.personal, `The sealed part of ${type}`, 'personal');
    // The validators above have checked type and version. TypeScript cannot derive the union from a map of validators.
    return { type, v: definition.version, ...event } as AssetEvent;
  };

  const requireReadableEvent = ({ type, v = 1 }: Pick<PlainEvent, 'type' | 'v'>): void => {
    if (v > (validators.get(type)?.version ?? Infinity)) throw new NewerSchemaError(`${type} version ${String(v)}`);
  };

  /**
   * Throws `newer-schema` if the commit's `minReader`, or the version of a known event type, is higher than this release
   * supports.
   */
  const requireReadable = (raw: StoredCommit): void => {
    if (raw.minReader > READER_VERSION)
      throw new NewerSchemaError(`A commit for readers from version ${String(raw.minReader)} on`);
    raw.events.forEach(requireReadableEvent);
  };

  return {
    encode(assetId, commit, dataKey) {
      const events = commit.events.map((event, index) => {
        const definition = validators.get(event.type);
        if (definition === undefined) throw new TypeError(`Unknown event type ${event.type}`);
        requireValid(definition.data, event.data, event.type, 'data');
        const personal: unknown = 'personal' in event ? event.personal : undefined;
        if (personal === undefined) return { type: event.type, v: definition.version, data: event.data };
        if (definition.personal === undefined) throw new TypeError(`${event.type} has no personal part`);
        requireValid(definition.personal, personal, `The personal part of ${event.type}`, 'personal');
        if (dataKey === undefined) throw new TypeError(`${event.type} carries personal data and the asset has no data key`);
        return {
          type: event.type,
          v: definition.version,
          data: event.data,
          sealed: seal(dataKey, context(assetId, commit.id, index), JSON.stringify(personal)),
        };
      });
      const minReader = Math.max(
        commit.origin === undefined ? 1 : ORIGIN_READER,
        ...events.map(({ type, data }) => validators.get(type)?.sinceOf(data) ?? 1),
      );
      const stored: StoredCommit = { ...commit, v: COMMIT_VERSION, minReader, events };
      const bytes = new TextEncoder().encode(JSON.stringify(stored));
      if (bytes.byteLength > MAX_COMMIT_BYTES)
        throw new RangeError(`A commit of ${String(bytes.byteLength)} bytes is over the limit of ${String(MAX_COMMIT_BYTES)}`);
      return bytes;
    },
    decode(assetId, bytes, dataKey) {
      const raw = parseJson(utf8.decode(bytes));
      if (!envelope.Check(raw))
        throw new UndecodableError(`A stored commit does not fit its schema: ${describeErrors(envelope, raw)}`);
      requireReadable(raw);
      const events = raw.events.map(({ type, v, data, sealed }, index) => {
        if (sealed === undefined || dataKey === undefined) return decodeEvent({ type, v, data });
        const text = open(dataKey, context(assetId, raw.id, index), sealed);
        return decodeEvent({ type, v, data, personal: parseJson(text) });
      });
      const { id, at, actor, causationId, correlationId, origin } = raw;
      return { id, at, actor, causationId, correlationId, ...(origin === undefined ? {} : { origin }), events };
    },
    decodeEvent(event) {
      requireReadableEvent(event);
      return decodeEvent(event);
    },
  };
}

/** An upcast to a version that only added optional fields or values: old data is already valid. */
const keepUnchanged = (old: OldEvent): OldEvent => old;

/** Drops the reason: version 1 stored it unsealed, but text that people write must be sealed. No release wrote version 1. */
const dropReason = ({ data }: OldEvent): OldEvent => {
  const { reason: _reason, ...open } = data as { readonly reason?: unknown };
  return { data: open };
};

const assetUpcasts: Upcasts = {
  AssetRegistered: { 1: keepUnchanged, 2: keepUnchanged, 3: keepUnchanged, 4: keepUnchanged, 5: keepUnchanged },
  SourceBecameReady: { 1: keepUnchanged, 2: keepUnchanged },
  RunStarted: { 1: keepUnchanged, 2: keepUnchanged, 3: keepUnchanged, 4: keepUnchanged },
  RunExtended: { 1: keepUnchanged },
  PreferencesChanged: { 1: keepUnchanged },
  AssetDescribed: { 1: keepUnchanged },
  DeliverySettled: { 1: keepUnchanged },
  StepCompleted: { 1: keepUnchanged },
  StepSkipped: { 1: keepUnchanged },
  CommitDiscarded: { 1: dropReason },
};

export const commitCodec = createCommitCodec(assetEvents, assetUpcasts);
