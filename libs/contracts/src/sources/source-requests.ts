import { Type, type Static } from 'typebox';
import { CheckItemSchema } from '../mirror/channel-check.js';
import { OUTPUT_TYPE_PATTERN, OutputTypeSchema } from '../outputs/output-type.js';

/** Requests of the gateway to the ingest service about the sources that users set up. Each is answered by itself. */

export const SOURCE_LIMITS = {
  /** Entries of one page of a listing. */
  page: 100,
  externalId: 1_500,
  name: 300,
  cursor: 4_096,
  /** The name of a folder of the operator. */
  folder: 100,
  /** A path below such a folder. */
  path: 500,
  message: 500,
  /** A year. */
  durationSeconds: 31_622_400,
} as const;

const Scalars = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]));

const SourceConfigSchema = Type.Object({
  type: Type.String({ pattern: OUTPUT_TYPE_PATTERN }),
  /** Never hold a secret. `credential` is the id of a credential. */
  settings: Scalars,
  /** The kind of items that are wanted, for types that find both. */
  brings: Type.Optional(Type.Enum(['recording', 'document'] as const)),
});
export type SourceConfig = Static<typeof SourceConfigSchema>;

/** An expected problem of a source. Its message is for people, and holds no secret. */
const SourceErrorSchema = Type.Object({
  code: Type.String({ pattern: '^[a-z][a-z0-9-]{0,49}$' }),
  message: Type.String({ minLength: 1, maxLength: SOURCE_LIMITS.message }),
});
export type SourceError = Static<typeof SourceErrorSchema>;

export const SourceTypesRequestSchema = Type.Object({ v: Type.Literal(1) });
/** The types of sources that users can set up, with the forms of their settings. */
export const SourceTypesReplySchema = Type.Object({ v: Type.Literal(1), types: Type.Array(OutputTypeSchema, { maxItems: 50 }) });
export type SourceTypesReply = Static<typeof SourceTypesReplySchema>;

export const SourceTestSchema = Type.Object({
  v: Type.Literal(1),
  source: SourceConfigSchema,
  /** `settings`: checks only the settings. `connection`: also connects and reads. */
  extent: Type.Enum(['settings', 'connection'] as const),
});
export type SourceTest = Static<typeof SourceTestSchema>;
export const SourceTestReportSchema = Type.Object({ v: Type.Literal(1), items: Type.Array(CheckItemSchema, { maxItems: 20 }) });
export type SourceTestReport = Static<typeof SourceTestReportSchema>;

const SourceItemSchema = Type.Object({
  kind: Type.Literal('item'),
  /** Identifies the item within the place, and never means another item. */
  external_id: Type.String({ minLength: 1, maxLength: SOURCE_LIMITS.externalId }),
  /** The name for people. Personal data. */
  name: Type.String({ minLength: 1, maxLength: SOURCE_LIMITS.name }),
  file_name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  size: Type.Optional(Type.Integer({ minimum: 0 })),
  /** The time of the recording, or of the file's last change. */
  recorded_at: Type.Optional(Type.String({ format: 'date-time', maxLength: 30 })),
  /** The length of the recording as the service names it. Absent: unknown. */
  duration_seconds: Type.Optional(Type.Number({ minimum: 0, maximum: SOURCE_LIMITS.durationSeconds })),
  /** The item is taken in when listings at least this far apart have found it. Absent: it is known to be complete. */
  stable_after_ms: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400_000 })),
  /** The reason why the item is not ready yet, for example because the service still processes it. */
  pending: Type.Optional(Type.String({ minLength: 1, maxLength: SOURCE_LIMITS.message })),
  /**
   * The full address, for an item that its run fetches, with the settings of the kind of source that fetches it. `kind` is that
   * of the listing source by default. The address is personal data. Absent: the bytes are stored before the item is registered.
   */
  fetched: Type.Optional(
    Type.Object({
      kind: Type.Optional(Type.String({ pattern: OUTPUT_TYPE_PATTERN })),
      address: Type.String({ minLength: 1, maxLength: 4_096 }),
      settings: Scalars,
    }),
  ),
  /** True if the item is to be retired after the registration. */
  retires: Type.Boolean(),
});
export type SourceItem = Static<typeof SourceItemSchema>;

const IgnoredEntrySchema = Type.Object({
  kind: Type.Literal('ignored'),
  name: Type.String({ minLength: 1, maxLength: SOURCE_LIMITS.name }),
  ...SourceErrorSchema.properties,
});
export type IgnoredEntry = Static<typeof IgnoredEntrySchema>;
export type SourceEntry = SourceItem | IgnoredEntry;

export const SourceListRequestSchema = Type.Object({
  v: Type.Literal(1),
  source: SourceConfigSchema,
  /** Only items of this time. A service with a limited window splits it by itself. */
  from: Type.Optional(Type.String({ format: 'date-time' })),
  to: Type.Optional(Type.String({ format: 'date-time' })),
  /** The cursor of the page before. */
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: SOURCE_LIMITS.cursor })),
  limit: Type.Integer({ minimum: 1, maximum: SOURCE_LIMITS.page }),
});
export type SourceListRequest = Static<typeof SourceListRequestSchema>;

const SourcePageSchema = Type.Object({
  /** Names the place that the external ids belong to, whatever source lists it. */
  place: Type.String({ minLength: 1, maxLength: 300 }),
  entries: Type.Array(Type.Union([SourceItemSchema, IgnoredEntrySchema]), { maxItems: SOURCE_LIMITS.page }),
  /** Absent on the last page. */
  next_cursor: Type.Optional(Type.String({ minLength: 1, maxLength: SOURCE_LIMITS.cursor })),
});
export type SourcePage = Static<typeof SourcePageSchema>;

const failed = Type.Object({ v: Type.Literal(1), error: SourceErrorSchema });
const reply = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([Type.Object({ v: Type.Literal(1), result: schema }), failed]);

export const SourceListReplySchema = reply(SourcePageSchema);
export type SourceListReply = Static<typeof SourceListReplySchema>;

/** A request to store the bytes of an item under the key of the asset's upload. Repeated until they are stored. */
export const SourceTakeRequestSchema = Type.Object({
  v: Type.Literal(1),
  source: SourceConfigSchema,
  external_id: Type.String({ minLength: 1, maxLength: SOURCE_LIMITS.externalId }),
  asset_id: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
});
export type SourceTakeRequest = Static<typeof SourceTakeRequestSchema>;

const SourceTakenSchema = Type.Union([
  Type.Object({
    state: Type.Literal('stored'),
    key: Type.String({ minLength: 1, maxLength: 200 }),
    size: Type.Integer({ minimum: 0 }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  }),
  Type.Object({ state: Type.Literal('storing') }),
]);
export type SourceTaken = Static<typeof SourceTakenSchema>;
export const SourceTakeReplySchema = reply(SourceTakenSchema);
export type SourceTakeReply = Static<typeof SourceTakeReplySchema>;

/** A request to move or mark the item, as the source is set up. */
export const SourceRetireRequestSchema = Type.Object({
  v: Type.Literal(1),
  source: SourceConfigSchema,
  external_id: Type.String({ minLength: 1, maxLength: SOURCE_LIMITS.externalId }),
});
export type SourceRetireRequest = Static<typeof SourceRetireRequestSchema>;

/** `gone`: it is no longer there, or it has changed and is another item now. */
const SourceRetiredSchema = Type.Object({ state: Type.Enum(['retired', 'gone'] as const) });
export type SourceRetired = Static<typeof SourceRetiredSchema>;
export const SourceRetireReplySchema = reply(SourceRetiredSchema);
export type SourceRetireReply = Static<typeof SourceRetireReplySchema>;

/** A request to look at files that are to stay in folders of the operator. Paths are below their folder. */
export const SourceLocateRequestSchema = Type.Object({
  v: Type.Literal(1),
  files: Type.Array(
    Type.Object({
      folder: Type.String({ minLength: 1, maxLength: SOURCE_LIMITS.folder }),
      path: Type.String({ minLength: 1, maxLength: SOURCE_LIMITS.path }),
    }),
    { minItems: 1, maxItems: SOURCE_LIMITS.page },
  ),
});
export type SourceLocateRequest = Static<typeof SourceLocateRequestSchema>;

/** The code of a file that nobody could look for in time. A further request can ask for it. */
export const FILE_NOT_REACHED = 'source-not-reached';

/** The version of a file that was found, or the reason why it cannot be used. */
const LocatedFileSchema = Type.Union([
  Type.Object({ size: Type.Integer({ minimum: 0 }), modified: Type.Integer() }),
  Type.Object({ error: SourceErrorSchema }),
]);
export type LocatedFile = Static<typeof LocatedFileSchema>;
/** One answer for each file, in the order of the request. */
export const SourceLocateReplySchema = Type.Object({
  v: Type.Literal(1),
  files: Type.Array(LocatedFileSchema, { maxItems: SOURCE_LIMITS.page }),
});
export type SourceLocateReply = Static<typeof SourceLocateReplySchema>;
