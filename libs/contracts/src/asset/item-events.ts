import { Type } from 'typebox';
import { OUTPUT_NAME_PATTERN } from '../runs/limits.js';
import { MetadataPatternsSchema } from '../runs/metadata.js';
import { PlanStepSchema } from '../runs/plan.js';
import { StoredSettingsSchema } from '../runs/stored-settings.js';
import { DOCUMENT_STEP_STATUSES, StepKeySchema } from '../steps/vocabulary.js';
import { By, LONGEST_ADDRESS, Language, event } from './event-definition.js';

const LibraryId = Type.String({ minLength: 1, maxLength: 200 });
/** A name or an id in an older system: printable ASCII, like the `ref` of a commit. */
export const IMPORTED_NAME = '^[ -~]{1,100}$';
const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
const TemplateId = Type.Integer({ minimum: 1 });

/** The texts of an item that people can change. */
export const DESCRIBED_TEXTS = ['title', 'description', 'tags'] as const;
const DESCRIBED_FIELDS = [...DESCRIBED_TEXTS, 'thumbnail'] as const;

/** The fields of a document that people can correct. */
export const DOCUMENT_FIELDS = ['title', 'date', 'sender', 'type', 'number', 'amount', 'due_date', 'tags', 'language'] as const;
export type DocumentFieldName = (typeof DOCUMENT_FIELDS)[number];

const DocumentFieldNames = Type.Array(Type.Enum(DOCUMENT_FIELDS), { maxItems: DOCUMENT_FIELDS.length });

/** The last second of a recording that a person can choose: a week. */
export const LAST_SECOND = 604_800;

/** The events about an item's own settings and texts, and about what people want or have found, apart from the work of its runs. */
export const itemEvents = {
  /** A person has corrected the spoken language. The present transcript stays until a run transcribes the recording again. */
  LanguageChanged: event({ version: 1, since: 3, data: Type.Object({ by: By, language: Language }) }),
  /** Runs that start later use the template's settings of that time. Its name and settings stay in the control data. */
  TemplateBound: event({ version: 1, since: 4, data: Type.Object({ by: By, template: TemplateId }) }),
  TemplateUnbound: event({ version: 1, since: 4, data: Type.Object({ by: By }) }),
  /** Replaces the item's own settings. Empty preferences remove them. */
  PreferencesChanged: event({
    version: 2,
    since: 4,
    data: Type.Object({ by: By, preferences: StoredSettingsSchema }),
    personal: Type.Object({ patterns: Type.Optional(MetadataPatternsSchema) }),
  }),
  /** A person has described the item. A field without a text in the sealed part, or without a thumbnail, was removed. */
  AssetDescribed: event({
    version: 2,
    since: 4,
    data: Type.Object({
      by: By,
      fields: Type.Array(Type.Enum(DESCRIBED_FIELDS), { minItems: 1, maxItems: DESCRIBED_FIELDS.length }),
      /** The second of the delivered video whose picture stands for the item. */
      thumbnail: Type.Optional(Type.Object({ second: Type.Number({ minimum: 0, maximum: LAST_SECOND }) })),
    }),
    personal: Type.Object({
      title: Type.Optional(Type.String()),
      description: Type.Optional(Type.String()),
      tags: Type.Optional(Type.Array(Type.String(), { maxItems: 50 })),
    }),
  }),
  /** A person has corrected fields of a document. The values are sealed, and `cleared` fields have none. */
  DocumentFieldsCorrected: event({
    version: 1,
    since: 8,
    data: Type.Object({ by: By, fields: DocumentFieldNames, cleared: DocumentFieldNames }),
    personal: Type.Object({
      title: Type.Optional(Type.String()),
      /** Days have the form `2024-03-01`. */
      date: Type.Optional(Type.String()),
      sender: Type.Optional(Type.String()),
      type: Type.Optional(Type.String()),
      number: Type.Optional(Type.String()),
      /** `value`: `1234.56`; `currency`: ISO 4217. */
      amount: Type.Optional(Type.Object({ value: Type.String(), currency: Type.Optional(Type.String()) })),
      due_date: Type.Optional(Type.String()),
      tags: Type.Optional(Type.Array(Type.String(), { maxItems: 50 })),
      language: Type.Optional(Type.String()),
    }),
  }),
  /** A person has checked the fields of a document, and files it as reviewed. */
  DocumentAccepted: event({ version: 1, since: 8, data: Type.Object({ by: By }) }),
  /** A person has taken the acceptance back. */
  DocumentReopened: event({ version: 1, since: 8, data: Type.Object({ by: By }) }),
  /** A person has applied a rule of the library to a document that was there before it. Names and values are sealed. */
  DocumentRuleApplied: event({
    version: 1,
    since: 8,
    data: Type.Object({
      by: By,
      rule: Type.String({ pattern: UUID }),
      fields: Type.Array(Type.Enum(['type', 'tags']), { minItems: 1, maxItems: 2 }),
    }),
    personal: Type.Object({
      name: Type.String(),
      tags: Type.Array(Type.String(), { maxItems: 50 }),
      type: Type.Optional(Type.String()),
    }),
  }),
  /**
   * A person has written a note, or changed one. The text is sealed. Without `second`, the note is about the whole item. A repeated
   * id replaces the note.
   */
  NoteSaved: event({
    version: 1,
    since: 8,
    data: Type.Object({
      by: By,
      note: Type.String({ pattern: UUID }),
      second: Type.Optional(Type.Number({ minimum: 0, maximum: LAST_SECOND })),
    }),
    personal: Type.Object({ text: Type.String() }),
  }),
  NoteRemoved: event({ version: 1, since: 8, data: Type.Object({ by: By, note: Type.String({ pattern: UUID }) }) }),
  /** A person wants a step that waits to be checked now. The wait goes on unless the check finds what is missing. */
  CheckRequested: event({
    version: 1,
    since: 8,
    data: Type.Object({ step: StepKeySchema, attemptId: Type.String({ pattern: UUID }), by: By }),
  }),
  /** A person has checked an unconfirmed delivery at its destination. `url`: the link of the content that was found there. */
  DeliverySettled: event({
    version: 2,
    data: Type.Object({ step: StepKeySchema, delivered: Type.Boolean(), by: By }),
    personal: Type.Object({ url: Type.Optional(Type.String({ maxLength: LONGEST_ADDRESS })) }),
  }),
  /** A person asks to send the newest files to an output again. The existing delivery stays on record. */
  RedeliveryRequested: event({ version: 1, data: Type.Object({ step: StepKeySchema, by: By }) }),
  /** A person wants an output to get the present title and description. The delivered content stays. */
  TextsRequested: event({
    version: 1,
    since: 7,
    data: Type.Object({
      runId: Type.String({ pattern: UUID }),
      by: By,
      /** The follow-up that sends them. It joins the plan of the run if the run does not have it. */
      planned: PlanStepSchema,
    }),
  }),
  /** The item belongs to another library from now on. */
  AssetTransferred: event({
    version: 1,
    since: 6,
    data: Type.Object({
      by: By,
      from: LibraryId,
      to: LibraryId,
      /** The item's outputs that only the library `from` has. The server's own outputs serve every library. */
      outputs: Type.Array(Type.String({ pattern: OUTPUT_NAME_PATTERN })),
    }),
  }),
  /**
   * A row of the log of an older system, under its original names. What it says about a step is in the other events of its
   * commit, apart from `reset` and `queue`.
   */
  LogEntryImported: event({
    version: 1,
    since: 8,
    data: Type.Object({
      table: Type.String({ pattern: IMPORTED_NAME }),
      row: Type.String({ pattern: IMPORTED_NAME }),
      /** The names and the time as the row has them. */
      oldStep: Type.String({ pattern: IMPORTED_NAME }),
      oldStatus: Type.String({ pattern: IMPORTED_NAME }),
      oldTime: Type.String({ pattern: IMPORTED_NAME }),
      /** Absent: the row belongs to no step of this item. */
      step: Type.Optional(StepKeySchema),
      /** The step waits again: the older system has put it back. */
      reset: Type.Optional(Type.Literal(true)),
      /** The status of the step before an upload (DOC-06), which is no step of its own here. */
      queue: Type.Optional(Type.Enum(DOCUMENT_STEP_STATUSES)),
    }),
    personal: Type.Object({
      message: Type.Optional(Type.String()),
      detail: Type.Optional(Type.String()),
      taskId: Type.Optional(Type.String()),
    }),
  }),
  /** An import has ended, and the run that was open in the other system with it. `target` as in `RunCancelled`. */
  ImportEnded: event({
    version: 1,
    since: 8,
    data: Type.Object({
      runId: Type.String({ pattern: UUID }),
      by: By,
      target: Type.Optional(Type.Enum(['INITIALIZED', 'SKIPPED', 'DOWNLOADED'] as const)),
    }),
  }),
};
