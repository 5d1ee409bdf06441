import { ApiSchema } from '@nestjs/swagger';
import {
  OUTPUT_LIMITS,
  OUTPUT_NAME_PATTERN,
  OUTPUT_TYPE_PATTERN,
  SETTING_KINDS,
  type OutputConfig,
  type OutputType,
  type SettingKind,
} from '@throughline/contracts';
import { Field, IntegerField, ObjectField, OptionalField, SettingsField, TextField } from '../../kit/http/fields.js';
import { WordField } from '../../kit/http/requests/name-field.js';
import { patternOptions } from '../../kit/http/requests/pattern-options.js';
import { count, flag, integer, jsonOf, list, orNull, ref, text, time, words } from '../../kit/http/schemas.js';
import { OUTPUT_TEXTS, hasPassed, listTexts, type OutputText, type OwnOutput, type UsedOwnOutput } from './own-output.js';

const NAME = 'The name that runs and templates use. It never changes.';
const TYPE = 'A type of output; `GET /api/v1/output-types` lists them with their settings.';
const SETTINGS = "The settings of the output, as its type's form describes them.";
const CREDENTIAL = 'The number of a credential of your library, for types that use one.';

const LAST_TEST =
  'The last test of the output as it is now. Null: it was not tested since it was set up or changed, or its credential replaced.';

const PATTERNS =
  'The texts that this output receives, for outputs with a place for them. They win over those of runs and templates.';

const settingsSchema = {
  type: 'object',
  maxProperties: OUTPUT_LIMITS.settings,
  additionalProperties: {
    anyOf: [{ type: 'string', maxLength: OUTPUT_LIMITS.value }, { type: 'number' }, { type: 'boolean' }],
  },
};

@ApiSchema({ name: 'OutputMetadata' })
class OutputPatternsBody {
  @TextField('The title at this output: `{title} ({date})`. Default: the one of the run.', {
    min: 1,
    ...patternOptions('title_pattern'),
  })
  title_pattern?: string | null;

  @TextField('The description at this output. Default: the one of the run. Empty: none.', patternOptions('description_pattern'))
  description_pattern?: string | null;
}

/** An output's settings without a name, to be tested. */
@ApiSchema({ name: 'OwnOutputSettings' })
export class OwnOutputFields {
  @TextField(TYPE, { required: true, pattern: new RegExp(OUTPUT_TYPE_PATTERN), max: 30, example: 'folder' })
  type = '';

  @SettingsField(SETTINGS, settingsSchema, { required: true })
  settings: Readonly<Record<string, unknown>> = {};

  @IntegerField(CREDENTIAL, { min: 1, max: Number.MAX_SAFE_INTEGER })
  credential_id?: number | null;

  @ObjectField(PATTERNS, OutputPatternsBody)
  metadata_config?: OutputPatternsBody | null;
}

export class OwnOutputBody extends OwnOutputFields {
  @WordField(NAME, {
    required: true,
    pattern: new RegExp(OUTPUT_NAME_PATTERN),
    max: 40,
    message: '$property must be up to 40 small letters, digits, _ and -, and begin with a letter or digit',
    example: 'my-nas',
  })
  name = '';
}

@ApiSchema({ name: 'OutputUse' })
class OutputUseAnswer {
  @Field(list(jsonOf({ type: 'string' }), 'The names of templates.')) templates!: readonly string[];
  @Field(list(jsonOf({ type: 'string' }), 'The names of channels.')) channels!: readonly string[];
  @Field(flag('True if the settings of your library name the output.')) settings!: boolean;
  @Field(count('The number of items whose preferences name the output.')) preferences!: number;
  @Field(count('The number of items that are running and deliver to the output. They do not prevent its removal.'))
  running!: number;
}

const RESULTS = ['ok', 'wrong', 'unknown'] as const;

class OutputCheckItem {
  @Field(text('What was checked: `settings`, `connection`, `folder`, `labels`, `write` …')) name!: string;
  @Field(words(RESULTS, '`unknown`: the check was not possible, for example because of an earlier problem.'))
  result!: (typeof RESULTS)[number];
  @Field(text('What was found, and what to do about a problem.')) message!: string;
  @OptionalField(text('What else to do.')) mend?: string;
}

@ApiSchema({ name: 'OutputTest' })
export class OutputTestAnswer {
  @Field(list(OutputCheckItem, 'The checks, in this order.')) items!: readonly OutputCheckItem[];
  @Field(flag('True if every check was possible and found nothing wrong.')) ok!: boolean;
}

@ApiSchema({ name: 'OutputLastTest' })
class OutputLastTestAnswer extends OutputTestAnswer {
  @Field(time('When the test ended.')) at!: string;
}

@ApiSchema({ name: 'OwnOutputMetadata' })
class OutputPatternsAnswer {
  @OptionalField(text('The pattern of the title.')) title_pattern?: string;
  @OptionalField(text('The pattern of the description.')) description_pattern?: string;
}

@ApiSchema({ name: 'OwnOutput' })
export class OwnOutputAnswer {
  @Field(integer('The number of the output.', { minimum: 1 })) id!: number;
  @Field(text(NAME)) name!: string;
  @Field(text(TYPE)) type!: string;
  @Field(jsonOf({ ...settingsSchema, description: SETTINGS })) settings!: OutputConfig['settings'];
  @Field(orNull(integer(CREDENTIAL, { minimum: 1 }))) credential_id!: number | null;
  @Field(ref(OutputPatternsAnswer, PATTERNS)) metadata_config!: OutputPatternsAnswer;
  @Field(ref(OutputUseAnswer, 'What names the output.')) used_by!: OutputUseAnswer;
  @Field(orNull(ref(OutputLastTestAnswer, LAST_TEST))) last_test!: OutputLastTestAnswer | null;
  @Field(integer('Counts the changes. Part of the `ETag`.', { minimum: 1 })) revision!: number;
  @Field(time('When the output was set up.')) created_at!: string;
  @Field(time('When the output was last changed.')) updated_at!: string;
}

const renderLastTest = ({ lastTest }: OwnOutput): OutputLastTestAnswer | null =>
  lastTest === undefined ? null : { at: lastTest.at, ok: hasPassed(lastTest.items), items: lastTest.items };

export const renderOwnOutput = ({ output, use }: UsedOwnOutput): Readonly<OwnOutputAnswer> => ({
  id: output.id,
  name: output.name,
  type: output.type,
  settings: output.settings,
  credential_id: output.credentialId ?? null,
  metadata_config: output.patterns ?? {},
  used_by: use,
  last_test: renderLastTest(output),
  revision: output.revision,
  created_at: output.createdAt,
  updated_at: output.updatedAt,
});

export class OwnOutputList {
  @Field(list(OwnOutputAnswer, 'Oldest first.')) items!: readonly OwnOutputAnswer[];
}

class SettingOptionAnswer {
  @Field(text('The value.')) value!: string;
  @OptionalField(text('The value of the setting in `depends_on` for which this option exists.')) of?: string;
}

const KIND =
  '`list`: a text of names with commas between them. `switch`: true or false. `credential`: not part of `settings`, but `credential_id`.';

@ApiSchema({ name: 'OutputSetting' })
class OutputSettingAnswer {
  @Field(text('The name of the setting.')) key!: string;
  @Field(text('The name for people.')) label!: string;
  @Field(words(SETTING_KINDS, KIND)) kind!: SettingKind;
  @Field(flag('True if the setting cannot be omitted.')) required!: boolean;
  @OptionalField(text('An explanation.')) hint?: string;
  @OptionalField(list(SettingOptionAnswer, 'The values of a choice.')) options?: readonly SettingOptionAnswer[];
  @OptionalField(text('The setting that decides which options exist.')) depends_on?: string;
  @OptionalField(text('The type of the credential.')) credential?: string;
  @OptionalField(text('Another type of credential that fits too.')) other_credential?: string;
  @OptionalField(integer('The smallest number.')) min?: number;
}

const TEXTS = 'The texts that outputs of the type have a place for, so that `metadata_config` can set them. Absent for sources.';

@ApiSchema({ name: 'OutputType' })
class OutputTypeAnswer {
  @Field(text('The type, e.g. `folder`.')) type!: string;
  @Field(text('The name for people.')) label!: string;
  @Field(list(OutputSettingAnswer, 'The form of the settings.')) settings!: OutputType['settings'];
  @OptionalField(list(jsonOf({ type: 'string', enum: [...OUTPUT_TEXTS] }), TEXTS)) texts?: readonly OutputText[];
}

export const renderType = (type: OutputType): Readonly<OutputTypeAnswer> => ({ ...type, texts: listTexts(type.type) });

export class OutputTypeList {
  @Field(list(OutputTypeAnswer, 'The types that users of this server can set up.')) items!: readonly OutputTypeAnswer[];
}
