/*
 * These names are the storage format: every event ever written is read through them.
 * A changed shape is a new version with an upcast and a new golden sample, never an edit.
 */
import { Type, type Static, type TSchema } from 'typebox';
import { ArtifactSchema } from '../artifacts/artifact.js';
import { OriginSchema } from '../mirror/origin.js';
import { OutputConfigSchema, RunConfigSchema, type OutputConfig } from '../runs/config.js';
import { OUTPUT_NAME_PATTERN, RUN_LIMITS } from '../runs/limits.js';
import { MetadataPatternsSchema, OutputPatternsSchema } from '../runs/metadata.js';
import { PlanSchema, PlanStepSchema } from '../runs/plan.js';
import { RETENTION_DAYS } from '../runs/stored-settings.js';
import { DocumentRuleSchema } from '../runs/document-rules.js';
import { VocabularySchema } from '../runs/vocabulary.js';
import { PIPELINES, SkipReasonSchema, StepKeySchema } from '../steps/vocabulary.js';
import { By, LONGEST_ADDRESS, Language, event, type EventDefinition } from './event-definition.js';
import { Instant } from './instant.js';
import { itemEvents } from './item-events.js';
import { FetchedSource, PagesSource, UploadSource } from './source.js';

const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
const JsonRecord = Type.Record(Type.String(), Type.Unknown());
const Code = Type.String({ pattern: '^[a-z0-9][a-z0-9_.-]{0,79}$' });
const Fraction = Type.Number({ minimum: 0, maximum: 1 });

export const SOURCE_KIND_PATTERN = '^[a-z][a-z0-9_]{0,29}$';
/** Characters of a person's reason for a command. */
export const LONGEST_REASON = 500;

/** The first 16 hexadecimal digits of the hash of a transcript file. */
const TextVersion = Type.String({ pattern: '^[0-9a-f]{16}$' });
const Reason = Type.Object({ reason: Type.Optional(Type.String({ maxLength: LONGEST_REASON })) });

const hasPatterns = (outputs: readonly OutputConfig[]): boolean => outputs.some(({ metadata }) => metadata !== undefined);

export const assetEvents = {
  ...itemEvents,
  AssetRegistered: event({
    version: 6,
    data: Type.Object({
      owner: Type.String({ minLength: 1 }),
      pipeline: Type.Enum(PIPELINES),
      sourceKind: Type.String({ pattern: SOURCE_KIND_PATTERN }),
      /** The number of the user's source that brought the item. */
      sourceId: Type.Optional(Type.Integer({ minimum: 1 })),
      /** The start of the recording as that source names it. */
      startedAt: Type.Optional(Instant),
      /** The length of the recording as that source names it. */
      durationSeconds: Type.Optional(Type.Number({ minimum: 0 })),
      /** A person or a template has configured the item (FLR-02, FLR-03). */
      isMapped: Type.Boolean(),
      language: Language,
      /** Absent: the request or the channel gave the language, or `auto`. */
      languageSource: Type.Optional(Type.Literal('default')),
      /** The page in another system that the item came from, and the channel that reported it. */
      origin: Type.Optional(OriginSchema),
    }),
    personal: Type.Object({ title: Type.String(), fileName: Type.Optional(Type.String()) }),
  }),
  /** All bytes of the source are in the artifact store, or the ingest service knows where to fetch them. */
  SourceBecameReady: event({
    version: 3,
    data: Type.Object({
      source: Type.Union([UploadSource, FetchedSource, PagesSource]),
      /** The length of the recording, if the user's source names it only now. */
      durationSeconds: Type.Optional(Type.Number({ minimum: 0 })),
    }),
    /** The full address of the source. Its path, query and user part may name a person. */
    personal: Type.Object({
      url: Type.Optional(Type.String({ maxLength: LONGEST_ADDRESS })),
      /** The name of a file that replaces the first one. */
      fileName: Type.Optional(Type.String()),
    }),
  }),
  RunStarted: event({
    version: 5,
    // An older release would deliver at once what the run holds for a review, and would ignore the patterns of its texts.
    sinceWith: ({ config }) => {
      if (hasPatterns(config.outputs)) return 5;
      return config.auto_upload === false || config.metadata !== undefined ? 4 : 1;
    },
    data: Type.Object({
      runId: Uuid,
      plan: PlanSchema,
      config: RunConfigSchema,
      /** The layer that each setting came from, only for settings that a step of the plan uses. */
      configSources: Type.Record(Type.String(), Type.String()),
      /** The layers of requested settings that no step of this plan uses. A later run may use them. */
      unusedSources: Type.Optional(Type.Record(Type.String(), Type.String())),
      repeats: Type.Optional(Type.Array(StepKeySchema, { maxItems: 100 })),
      /** The library has quotas: steps that use them ask before they start. */
      metered: Type.Optional(Type.Literal(true)),
    }),
    personal: Type.Object({
      vocabulary: Type.Optional(VocabularySchema),
      rules: Type.Optional(Type.Array(DocumentRuleSchema)),
      patterns: Type.Optional(MetadataPatternsSchema),
      outputPatterns: Type.Optional(OutputPatternsSchema),
    }),
  }),
  /** Adds outputs to a run that has already started. They are treated like the outputs of its plan (DOC-07). */
  RunExtended: event({
    version: 2,
    sinceWith: ({ outputs }) => (hasPatterns(outputs) ? 5 : 1),
    data: Type.Object({
      runId: Uuid,
      by: By,
      outputs: Type.Array(OutputConfigSchema, { minItems: 1, maxItems: RUN_LIMITS.outputs.max }),
      steps: Type.Array(PlanStepSchema, { minItems: 1, maxItems: 100 }),
    }),
    personal: Type.Object({ outputPatterns: Type.Optional(OutputPatternsSchema) }),
  }),
  /** A person has released outputs of a run that waits for a review (`auto_upload: false`). */
  PublishRequested: event({
    version: 1,
    since: 4,
    data: Type.Object({
      runId: Uuid,
      by: By,
      outputs: Type.Array(Type.String({ pattern: OUTPUT_NAME_PATTERN }), { minItems: 1, maxItems: RUN_LIMITS.outputs.max }),
    }),
  }),
  /** Running attempts finish, and no new attempt starts. A second request changes the end of the pause. */
  PauseRequested: event({
    version: 1,
    data: Type.Object({ by: By, until: Type.Optional(Instant) }),
    personal: Reason,
  }),
  Resumed: event({ version: 1, data: Type.Object({ by: By, cause: Type.Enum(['run', 'expired'] as const) }) }),
  /**
   * Ends a run and all of its attempts. `target` is the status of the last finished phase; it is absent if the outputs decide
   * the status.
   */
  RunCancelled: event({
    version: 1,
    data: Type.Object({
      runId: Uuid,
      by: By,
      target: Type.Optional(Type.Enum(['INITIALIZED', 'SKIPPED', 'DOWNLOADED'] as const)),
    }),
    personal: Reason,
  }),
  /** The next run starts from the beginning. Earlier deliveries are remembered. */
  AssetReset: event({
    version: 1,
    data: Type.Object({ by: By, target: Type.Enum(['INITIALIZED', 'SKIPPED'] as const) }),
  }),
  /** Content is kept, and can be restored, until `expiresAt`; without it, until a person erases the item. */
  AssetDeleted: event({
    version: 1,
    // An older release cannot read a deletion without an end.
    sinceWith: ({ expiresAt }) => (expiresAt === undefined ? 4 : 1),
    data: Type.Object({
      by: By,
      expiresAt: Type.Optional(Instant),
      /** Only if retention deleted the item: the layer of the setting, its days, and the time from which they counted. */
      retention: Type.Optional(
        Type.Object({
          source: Type.Enum(['server', 'user', 'template'] as const),
          days: Type.Integer({ minimum: RETENTION_DAYS.min, maximum: RETENTION_DAYS.max }),
          since: Instant,
        }),
      ),
    }),
  }),
  AssetRestored: event({ version: 1, data: Type.Object({ by: By }) }),
  /** The retention date has passed. All content and personal data is destroyed, as after an erasure. */
  AssetExpired: event({ version: 1, data: Type.Object({}) }),
  /** All content and personal data is destroyed; status and counts stay. The data key is destroyed after this event. */
  AssetErased: event({ version: 1, data: Type.Object({ by: By }) }),
  StepScheduled: event({
    version: 1,
    data: Type.Object({
      step: StepKeySchema,
      attempt: Type.Integer({ minimum: 1 }),
      attemptId: Uuid,
      notBefore: Type.Optional(Instant),
    }),
  }),
  StepStarted: event({ version: 1, data: Type.Object({ step: StepKeySchema, attemptId: Uuid, worker: Type.String() }) }),
  /** Data that a later attempt needs: an external job, an upload session, an idempotency key. Never holds a secret. */
  StepCheckpointed: event({ version: 1, data: Type.Object({ step: StepKeySchema, attemptId: Uuid, data: JsonRecord }) }),
  StepCompleted: event({
    version: 2,
    data: Type.Object({
      step: StepKeySchema,
      attemptId: Uuid,
      /** Facts about the outcome. Content and names belong in artifacts or in the sealed part. */
      result: JsonRecord,
      artifacts: Type.Array(ArtifactSchema, { maxItems: 100 }),
      metrics: Type.Record(Type.String(), Type.Number()),
      adoptedFrom: Type.Optional(Uuid),
    }),
    /** Data that may identify a person: the address of the delivered file, and the metadata of a document. */
    personal: Type.Object({ url: Type.Optional(Type.String()), details: Type.Optional(JsonRecord) }),
  }),
  StepFailed: event({
    version: 1,
    data: Type.Object({
      step: StepKeySchema,
      attemptId: Uuid,
      error: Type.Object({ code: Code, retryable: Type.Boolean() }),
      progress: Fraction,
      retryAt: Type.Optional(Instant),
    }),
    personal: Type.Object({ message: Type.String() }),
  }),
  StepSkipped: event({
    version: 2,
    data: Type.Object({ step: StepKeySchema, reason: SkipReasonSchema, attemptId: Type.Optional(Uuid) }),
  }),
  StepInterrupted: event({
    version: 1,
    data: Type.Object({
      step: StepKeySchema,
      attemptId: Uuid,
      cause: Type.Union([Type.Literal('lease-expired'), Type.Literal('shutdown'), Type.Literal('fenced')]),
      by: Type.String(),
      progress: Fraction,
    }),
  }),
  /** A dependency is missing, and another attempt follows at `until`. Not a failure, and no retry is used up (U21). */
  StepWaiting: event({
    version: 1,
    data: Type.Object({
      step: StepKeySchema,
      attemptId: Uuid,
      /** The code of the missing dependency: `disk-full`, `quota` … */
      for: Code,
      until: Instant,
      /** The interval of checks that add no event while they find the same wait (ADR 107). */
      everyMs: Type.Optional(Type.Integer({ minimum: 1 })),
      /** The other side or its limits name `until`, so an earlier check may be refused again. */
      named: Type.Optional(Type.Literal(true)),
      progress: Fraction,
    }),
    personal: Type.Object({ message: Type.String() }),
  }),
  /**
   * A person has corrected a transcript. The text is in files, which an erasure can destroy; this event holds only their names.
   */
  TranscriptCorrected: event({
    version: 1,
    data: Type.Object({
      correctionId: Uuid,
      by: By,
      /** The corrected transcript. `basis` is the transcript that the person edited. */
      version: TextVersion,
      basis: TextVersion,
      /** The attempt that produced the corrected transcript. A transcript of a later attempt takes precedence. */
      attemptId: Uuid,
      artifacts: Type.Array(ArtifactSchema, { minItems: 1, maxItems: 10 }),
      /** The number of segments. `corrected` counts those that a person wrote. */
      segments: Type.Integer({ minimum: 0 }),
      corrected: Type.Integer({ minimum: 0 }),
    }),
  }),
  /** The final failure of a step returned the recording to an earlier status. The history before it stays as it is. */
  RunRolledBack: event({
    version: 1,
    data: Type.Object({
      runId: Uuid,
      step: StepKeySchema,
      code: Code,
      target: Type.Union([Type.Literal('INITIALIZED'), Type.Literal('SKIPPED'), Type.Literal('DOWNLOADED')]),
    }),
  }),
  LateResultIgnored: event({
    version: 1,
    data: Type.Object({
      step: StepKeySchema,
      attemptId: Uuid,
      outcome: Type.Union([Type.Literal('completed'), Type.Literal('failed'), Type.Literal('skipped'), Type.Literal('aborted')]),
    }),
  }),
  /**
   * A commit that cannot be folded was removed from the history by an operator, or by the deletion or erasure of its item (see
   * quarantine).
   */
  CommitDiscarded: event({ version: 2, data: Type.Object({ commitId: Type.String() }), personal: Reason }),
  /** An operator had a quarantined item folded again from its whole history. */
  CommitReleased: event({ version: 1, since: 2, data: Type.Object({}), personal: Reason }),
} satisfies Record<string, EventDefinition>;

type Definitions = typeof assetEvents;
export type AssetEventType = keyof Definitions;
type DataOf<T extends AssetEventType> = Static<Definitions[T]['data']>;
type PersonalOf<T extends AssetEventType> = Definitions[T] extends EventDefinition<TSchema, infer P> ? Static<P> : never;

/**
 * One event, after upcasting, with its personal part opened. `personal` is absent if the event has none, or if the asset's data
 * key was destroyed.
 */
export type AssetEventOf<T extends AssetEventType> = {
  [K in T]: { readonly type: K; readonly v: number; readonly data: DataOf<K>; readonly personal?: PersonalOf<K> };
}[T];
export type AssetEvent = AssetEventOf<AssetEventType>;
