/*
 * These names are the storage format: every event ever written is read through them.
 * A changed shape is a new version with an upcast and a new golden sample, never an edit.
 */
import { Type, type Static, type TSchema } from 'typebox';
import { ArtifactSchema } from '../artifacts/artifact.js';
import { OriginSchema } from '../mirror/origin.js';
import { MAX_OUTPUTS, OutputConfigSchema, RunConfigSchema } from '../runs/config.js';
import { PlanSchema, PlanStepSchema } from '../runs/plan.js';
import { PIPELINES, SkipReasonSchema, StepKeySchema } from '../steps/vocabulary.js';

const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' });
const JsonRecord = Type.Record(Type.String(), Type.Unknown());
const Code = Type.String({ pattern: '^[a-z0-9][a-z0-9_.-]{0,79}$' });
/** Fraction of the work done, 0 to 1. */
const Fraction = Type.Number({ minimum: 0, maximum: 1 });

/** Where the bytes of a recording come from. `key` is their place in the artifact store. */
const UploadSource = Type.Object({
  kind: Type.Literal('upload'),
  key: Type.String({ minLength: 1 }),
  size: Type.Integer({ minimum: 0 }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  mediaType: Type.String(),
});

/** What the ingest service fetches by itself: a kind of its registry and that source's settings. Never a secret. */
const FetchedSource = Type.Object({
  kind: Type.String({ pattern: '^(?!upload$)[a-z][a-z0-9_]{0,29}$' }),
  settings: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
});

/** Who asked for it: a user's id, or the name of a service. */
const By = Type.String({ minLength: 1, maxLength: 200 });
/** Of a transcript: what the hash of its file begins with. */
const TextVersion = Type.String({ pattern: '^[0-9a-f]{16}$' });
const Reason = Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })) });

/** One version of one event type: what stands in the open, and what is sealed under the asset's data key. */
export interface EventDefinition<D extends TSchema = TSchema, P extends TSchema = TSchema> {
  readonly version: number;
  /** The first reader that knows the type at all, for types that came after the first release: a commit with one announces it. */
  readonly since?: number;
  readonly data: D;
  readonly personal?: P;
}
const event = <D extends TSchema, P extends TSchema>(definition: EventDefinition<D, P>): EventDefinition<D, P> => definition;

export const assetEvents = {
  AssetRegistered: event({
    version: 5,
    data: Type.Object({
      owner: Type.String({ minLength: 1 }),
      pipeline: Type.Enum(PIPELINES),
      sourceKind: Type.String({ pattern: '^[a-z][a-z0-9_]{0,29}$' }),
      /** A person or a template has said what is to be done with it (FLR-02, FLR-03). */
      isMapped: Type.Boolean(),
      /** `auto` or BCP 47. */
      language: Type.String({ minLength: 2, maxLength: 35 }),
      /** The page of another system that it came from, by way of which channel. */
      origin: Type.Optional(OriginSchema),
    }),
    personal: Type.Object({ title: Type.String(), fileName: Type.Optional(Type.String()) }),
  }),
  /** All bytes of the source are in the artifact store, or it is known where they are to be fetched. */
  SourceBecameReady: event({
    version: 2,
    data: Type.Object({ source: Type.Union([UploadSource, FetchedSource]) }),
    /** The whole address of what is fetched: its path, query and user part may name a person. */
    personal: Type.Object({ url: Type.Optional(Type.String({ maxLength: 4_096 })) }),
  }),
  RunStarted: event({
    version: 4,
    data: Type.Object({
      runId: Uuid,
      plan: PlanSchema,
      config: RunConfigSchema,
      /** The layer that each setting came from. Only settings that a step of the plan uses. */
      configSources: Type.Record(Type.String(), Type.String()),
      /** The layers of requested settings that no step of this plan uses; a later run may. */
      unusedSources: Type.Optional(Type.Record(Type.String(), Type.String())),
      /** Finished steps that this run does again. */
      repeats: Type.Optional(Type.Array(StepKeySchema, { maxItems: 100 })),
    }),
  }),
  /** Further outputs of a run that has begun: they are delivered to as those of its plan are (DOC-07). */
  RunExtended: event({
    version: 1,
    data: Type.Object({
      runId: Uuid,
      by: By,
      outputs: Type.Array(OutputConfigSchema, { minItems: 1, maxItems: MAX_OUTPUTS }),
      /** Their steps, at the end of the plan. */
      steps: Type.Array(PlanStepSchema, { minItems: 1, maxItems: 100 }),
    }),
  }),
  /** What runs finishes, nothing new starts. A further request gives the pause another end. */
  PauseRequested: event({
    version: 1,
    data: Type.Object({ by: By, until: Type.Optional(Instant) }),
    personal: Reason,
  }),
  Resumed: event({ version: 1, data: Type.Object({ by: By, cause: Type.Enum(['run', 'expired'] as const) }) }),
  /** Ends a run and every attempt of it. `target` is the status of the last finished phase, where that is not for the outputs to say. */
  RunCancelled: event({
    version: 1,
    data: Type.Object({
      runId: Uuid,
      by: By,
      target: Type.Optional(Type.Enum(['INITIALIZED', 'SKIPPED', 'DOWNLOADED'] as const)),
    }),
    personal: Reason,
  }),
  /** Everything is to be done from the start; what was delivered is remembered. */
  AssetReset: event({
    version: 1,
    data: Type.Object({ by: By, target: Type.Enum(['INITIALIZED', 'SKIPPED'] as const) }),
  }),
  /** Content is kept until `expiresAt`, and can be restored until then. */
  AssetDeleted: event({ version: 1, data: Type.Object({ by: By, expiresAt: Instant }) }),
  AssetRestored: event({ version: 1, data: Type.Object({ by: By }) }),
  /** The retention date has come: as after an erasure, all content and everything personal is given up for good. */
  AssetExpired: event({ version: 1, data: Type.Object({}) }),
  /** Everything personal and all content is given up for good; status and counts stay. The data key is destroyed after it. */
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
  /** Something that a later attempt must know: an external job, an upload session, an idempotency key. Never a secret. */
  StepCheckpointed: event({ version: 1, data: Type.Object({ step: StepKeySchema, attemptId: Uuid, data: JsonRecord }) }),
  StepCompleted: event({
    version: 2,
    data: Type.Object({
      step: StepKeySchema,
      attemptId: Uuid,
      /** Facts about the outcome; content and names stand in artifacts or sealed, not here. */
      result: JsonRecord,
      artifacts: Type.Array(ArtifactSchema, { maxItems: 100 }),
      metrics: Type.Record(Type.String(), Type.Number()),
      /** The attempt whose complete result was taken over instead of doing the work again. */
      adoptedFrom: Type.Optional(Uuid),
    }),
    /** What names a person's content: the address of the delivered file, and what was found in a document. */
    personal: Type.Object({ url: Type.Optional(Type.String()), details: Type.Optional(JsonRecord) }),
  }),
  StepFailed: event({
    version: 1,
    data: Type.Object({
      step: StepKeySchema,
      attemptId: Uuid,
      error: Type.Object({ code: Code, retryable: Type.Boolean() }),
      progress: Fraction,
      /** Set where a further attempt follows by itself. */
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
  /** The attempt ended because something is not there yet; the next one follows when it may be. No failure, no retry used up (U21). */
  StepWaiting: event({
    version: 1,
    data: Type.Object({
      step: StepKeySchema,
      attemptId: Uuid,
      /** What is waited for: `disk-full`, `quota` … */
      for: Code,
      until: Instant,
      progress: Fraction,
    }),
    personal: Type.Object({ message: Type.String() }),
  }),
  /** A person has looked where the product could not be sure whether its delivery had arrived. */
  DeliverySettled: event({ version: 1, data: Type.Object({ step: StepKeySchema, delivered: Type.Boolean(), by: By }) }),
  /** A person wants an output to have what was made since it was given something; what it has stays remembered. */
  RedeliveryRequested: event({ version: 1, data: Type.Object({ step: StepKeySchema, by: By }) }),
  /**
   * A person has mended what was heard. The words are in files, which can be given up like all content; here stand their names alone.
   */
  TranscriptCorrected: event({
    version: 1,
    data: Type.Object({
      correctionId: Uuid,
      by: By,
      /** Of the words, and of those that were mended. */
      version: TextVersion,
      basis: TextVersion,
      /** The attempt that has heard what was mended. A later one has heard anew, and counts more. */
      attemptId: Uuid,
      artifacts: Type.Array(ArtifactSchema, { minItems: 1, maxItems: 10 }),
      /** How many passages there are, and how many of them a person has written. */
      segments: Type.Integer({ minimum: 0 }),
      corrected: Type.Integer({ minimum: 0 }),
    }),
  }),
  /** The final failure of a step gave the recording back to an earlier status. Compensates, hides nothing. */
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
      /** What the late attempt had to say. */
      outcome: Type.Union([Type.Literal('completed'), Type.Literal('failed'), Type.Literal('skipped'), Type.Literal('aborted')]),
    }),
  }),
  /**
   * A commit that cannot be folded was taken out of the history: by an operator, or by the deletion or erasure of its item
   * (see quarantine).
   */
  CommitDiscarded: event({ version: 2, data: Type.Object({ commitId: Type.String() }), personal: Reason }),
  /** An operator had a quarantined item tried again, from its whole history. */
  CommitReleased: event({ version: 1, since: 2, data: Type.Object({}), personal: Reason }),
} satisfies Record<string, EventDefinition>;

type Definitions = typeof assetEvents;
export type AssetEventType = keyof Definitions;
type DataOf<T extends AssetEventType> = Static<Definitions[T]['data']>;
type PersonalOf<T extends AssetEventType> = Definitions[T] extends EventDefinition<TSchema, infer P> ? Static<P> : never;

/**
 * One event, after upcasting, with its personal part opened. `personal` is absent where the event has none,
 * and where the asset's data key is gone (erased).
 */
export type AssetEventOf<T extends AssetEventType> = {
  [K in T]: { readonly type: K; readonly v: number; readonly data: DataOf<K>; readonly personal?: PersonalOf<K> };
}[T];
export type AssetEvent = AssetEventOf<AssetEventType>;
