import { ApiSchema } from '@nestjs/swagger';
import {
  DAY_FORMATS,
  OUTPUT_LIMITS,
  OUTPUT_TYPE_PATTERN,
  type SourceConfig,
  type SourceTestReport,
} from '@throughline/contracts';
import { ChoiceField, Field, FlagField, IntegerField, OptionalField, SettingsField, TextField } from '../kit/http/fields.js';
import { NamedRow } from '../kit/http/named-row.js';
import { NameField } from '../kit/http/requests/name-field.js';
import { count, flag, id, integer, jsonOf, list, orNull, ref, text, time, words } from '../kit/http/schemas.js';
import { OutputTypeList, OutputTestAnswer } from '../outputs/index.js';
import { SOURCE_ITEM_KINDS, type SourceItemKind } from './source.js';
import type { ShownSource } from './shown-source.js';
import {
  SYNC_STATES,
  TRIGGERS,
  VERDICTS,
  type SourceSync,
  type SyncState,
  type SyncTrigger,
  type SyncVerdict,
} from './syncs/sync.js';

const NAME = 'Unique within the library.';
const BRINGS = 'The kind of items that it brings.';
const TEMPLATE = 'The template that new items are bound to.';
const RUN =
  'Starts a run of each new item at once. Without this field, a source of documents does so, and a source of recordings does not.';
const INTERVAL = 'Minutes between two syncs. Without them, it is synced only on request and by jobs.';
const MAX_MINUTES = 44_640;

const TYPE = 'A type of source; `GET /api/v1/source-types` lists them with their settings.';
const SETTINGS = "The settings, as its type's form describes them.";
const settingsSchema = {
  type: 'object',
  maxProperties: OUTPUT_LIMITS.settings,
  additionalProperties: {
    anyOf: [{ type: 'string', maxLength: OUTPUT_LIMITS.value }, { type: 'number' }, { type: 'boolean' }],
  },
};

/** The settings of a source without a name, to be tested. */
@ApiSchema({ name: 'SourceSettings' })
export class SourceFields {
  @TextField(TYPE, { required: true, pattern: new RegExp(OUTPUT_TYPE_PATTERN), max: 30, example: 'folder' })
  type = '';

  @SettingsField(SETTINGS, settingsSchema, { required: true })
  settings: Readonly<Record<string, unknown>> = {};

  @IntegerField('The number of a credential of your library, for types that use one.', { min: 1, max: Number.MAX_SAFE_INTEGER })
  credential_id?: number | null;
}

export class SourceBody extends SourceFields {
  @NameField(NAME)
  name = '';

  @ChoiceField(BRINGS, SOURCE_ITEM_KINDS, { default: 'recording' })
  brings?: SourceItemKind | null;

  @IntegerField(TEMPLATE, { min: 1, max: Number.MAX_SAFE_INTEGER })
  template_id?: number | null;

  @FlagField(RUN)
  run?: boolean | null;

  @IntegerField(INTERVAL, { min: 1, max: MAX_MINUTES })
  interval_minutes?: number | null;
}

const DAY = { max: 40 };

@ApiSchema({ name: 'SyncRequest' })
export class SyncBody {
  // The controller reads both, because a source that does not exist comes first.
  @TextField(`Only items from this day (${DAY_FORMATS}) or UTC time on.`, DAY)
  from_date?: string | null;

  @TextField(`Only items until the end of this day (${DAY_FORMATS}), or until this UTC time.`, DAY)
  to_date?: string | null;
}

@ApiSchema({ name: 'SyncEntry' })
class SyncEntryAnswer {
  @Field(text('The name of the file or recording.')) name!: string;
  @Field(words(VERDICTS, 'In a dry run, `new` items would be registered.')) verdict!: SyncVerdict;
  @OptionalField(text('The item, if it is registered.')) item_id?: string;
  @OptionalField(text('A stable code of the reason.')) code?: string;
  @OptionalField(text('The reason.')) message?: string;
}

@ApiSchema({ name: 'SyncProblem' })
class SyncProblemAnswer {
  @Field(text('A stable code.')) code!: string;
  @Field(text('What went wrong.')) message!: string;
}

@ApiSchema({ name: 'SyncCounts' })
class SyncCountsAnswer {
  @Field(count('Items that were registered, or would be in a dry run.')) new!: number;
  @Field(count('Items that were registered earlier.')) known!: number;
  @Field(count('Items that are not complete yet.')) waiting!: number;
  @Field(count('Entries that the source leaves out.')) ignored!: number;
  @Field(count('Items that could not be taken in; the next sync tries again.')) failed!: number;
  @Field(count('Imported items that were moved or marked.')) retired!: number;
}

@ApiSchema({ name: 'SourceSync' })
export class SyncAnswer {
  @Field(id('The sync.')) id!: string;
  @Field(integer('The number of the source.', { minimum: 1 })) source_id!: number;
  @Field(words(TRIGGERS, 'Its cause.')) trigger!: SyncTrigger;
  @Field(flag('It changes nothing.')) dry_run!: boolean;
  @Field(words(SYNC_STATES, '`interrupted`: the server stopped. The next sync continues.')) state!: SyncState;
  @Field(orNull(time('Only items from this time on.'))) from_date!: string | null;
  @Field(orNull(time('Only items until this time.'))) to_date!: string | null;
  @Field(time('When it started.')) started_at!: string;
  @Field(orNull(time('When it ended.'))) ended_at!: string | null;
  @Field(ref(SyncCountsAnswer, 'The number of entries by verdict. Zero while it runs.')) counts!: SyncCountsAnswer;
  @Field(flag('It stopped at a limit. The next sync continues there.')) more!: boolean;
  @Field(orNull(SyncProblemAnswer, 'The reason why it failed.')) problem!: SyncProblemAnswer | null;
  @Field(list(SyncEntryAnswer, 'The first 200 entries. Known ones are listed only in a dry run, behind all others.'))
  entries!: readonly SyncEntryAnswer[];
}

@ApiSchema({ name: 'SourceSyncList' })
export class SyncList {
  @Field(list(SyncAnswer, 'The last 20, newest first.')) items!: readonly SyncAnswer[];
}

@ApiSchema({ name: 'SourceUsers' })
class SourceUsersAnswer {
  @Field(list(NamedRow, 'The templates whose conditions name it.')) templates!: readonly NamedRow[];
  @Field(list(NamedRow, 'The jobs that read it because of such a template.')) jobs!: readonly NamedRow[];
}

export const SOURCE_STATES = ['active', 'paused'] as const;

@ApiSchema({ name: 'LibrarySource' })
export class SourceAnswer {
  @Field(integer('The number of the source.', { minimum: 1 })) id!: number;
  @Field(text(NAME)) name!: string;
  @Field(text(TYPE)) type!: string;
  @Field(jsonOf({ ...settingsSchema, description: SETTINGS })) settings!: SourceConfig['settings'];
  @Field(orNull(integer('The number of its credential.', { minimum: 1 }))) credential_id!: number | null;
  @Field(words(SOURCE_ITEM_KINDS, BRINGS)) brings!: SourceItemKind;
  @Field(orNull(integer(TEMPLATE, { minimum: 1 }))) template_id!: number | null;
  @Field(flag(RUN)) run!: boolean;
  @Field(orNull(integer(INTERVAL, { minimum: 1 }))) interval_minutes!: number | null;
  @Field(words(SOURCE_STATES, '`paused`: it is not synced.')) state!: (typeof SOURCE_STATES)[number];
  @Field(orNull(SyncAnswer, 'The newest sync that was no dry run.')) last_sync!: SyncAnswer | null;
  @Field(orNull(time('When it is synced next by itself. Jobs may sync it earlier.'))) next_sync_at!: string | null;
  @Field(ref(SourceUsersAnswer, 'The templates and jobs that use it.')) named_by!: SourceUsersAnswer;
  @Field(integer('Counts the changes. In quotation marks it is the `ETag`.', { minimum: 1 })) revision!: number;
  @Field(time('When the source was set up.')) created_at!: string;
  @Field(time('When the source was last changed.')) updated_at!: string;
}

export class SourceList {
  @Field(list(SourceAnswer, 'Oldest first.')) items!: readonly SourceAnswer[];
}

export class SourceTypeList extends OutputTypeList {}

@ApiSchema({ name: 'SourceTest' })
export class SourceTestAnswer extends OutputTestAnswer {}

export const renderTest = ({ items }: SourceTestReport): SourceTestAnswer => ({
  items,
  ok: items.every(({ result }) => result === 'ok'),
});

export const renderSync = (sync: SourceSync): SyncAnswer => ({
  id: sync.id,
  source_id: sync.sourceId,
  trigger: sync.trigger,
  dry_run: sync.isDryRun,
  state: sync.state,
  from_date: sync.from ?? null,
  to_date: sync.to ?? null,
  started_at: sync.startedAt,
  ended_at: sync.endedAt ?? null,
  counts: { ...sync.counts },
  more: sync.isCut,
  problem: sync.problem ?? null,
  entries: sync.entries.map(({ itemId, foreseen: _foreseen, ...entry }) => ({
    ...entry,
    ...(itemId === undefined ? {} : { item_id: itemId }),
  })),
});

export const renderSource = ({ source, lastSync, use }: ShownSource): SourceAnswer => ({
  id: source.id,
  name: source.name,
  type: source.type,
  settings: source.settings,
  credential_id: source.credentialId ?? null,
  brings: source.brings,
  template_id: source.templateId ?? null,
  run: source.isRun,
  interval_minutes: source.intervalMinutes ?? null,
  state: source.isPaused ? 'paused' : 'active',
  last_sync: lastSync === undefined ? null : renderSync(lastSync),
  next_sync_at: source.isPaused ? null : (source.nextSyncAt ?? null),
  named_by: { templates: use.templates, jobs: use.jobs },
  revision: source.revision,
  created_at: source.createdAt,
  updated_at: source.updatedAt,
});
