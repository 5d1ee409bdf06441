import { ACTION_TYPES, CHANNEL_LENGTHS, RUN_LIMITS } from '@throughline/contracts';
import type { ActionType, MirrorField } from '@throughline/contracts';
import { Matches } from 'class-validator';
import { ChoiceField, IntegerField, ObjectField, RequestField, TextField, TextsField } from '../kit/http/fields.js';
import { jsonOf } from '../kit/http/schemas.js';
import { LanguageField } from '../kit/http/language.js';
import { OUTPUT_NAME_OPTIONS } from '../kit/http/requests/output-name-options.js';

export const CHANNEL_NAME = `^[a-z0-9][a-z0-9-]{0,${String(CHANNEL_LENGTHS.name - 1)}}$`;
/** Most characters in the address of a page. */
export const LONGEST_PAGE = 2_000;

/** The meaning of each setting, for requests and answers. */
export const CHANNEL_TEXTS = {
  name: 'Unique within the library; part of the address of the channel.',
  action_type: '`update_origin`: the page shows the status of its video. `none`: the page is never written.',
  field_map: 'The properties of the page that are written. Other properties are left alone.',
  credential_id: 'The number of the credential for Notion, of the type `token`.',
  data_source_id: 'The data source of the pages. Only checks use it.',
  outputs: 'The names of the outputs for its videos: shared or own ones.',
  language: 'The spoken language, if the request names none: `auto` or BCP 47.',
} as const;

export const FIELD_TEXTS: Readonly<Record<MirrorField, string>> = {
  status: 'The property for the status: one of six words.',
  process_errors: 'The property for the problem, with `Error`.',
  drive_url: 'The property for the address of the delivered file, with `Complete`.',
  language: 'The property for the spoken language, with `Complete`.',
  duration: 'The property for the duration in seconds, with `Complete`.',
  completed_at: 'The property for the time of completion.',
};

const PropertyField = (field: MirrorField): PropertyDecorator =>
  TextField(FIELD_TEXTS[field], { min: 1, max: CHANNEL_LENGTHS.property, plain: true });

export class FieldMapBody {
  @PropertyField('status')
  status?: string | null;

  @PropertyField('process_errors')
  process_errors?: string | null;

  @PropertyField('drive_url')
  drive_url?: string | null;

  @PropertyField('language')
  language?: string | null;

  @PropertyField('duration')
  duration?: string | null;

  @PropertyField('completed_at')
  completed_at?: string | null;
}

const NULL_REMOVES = 'In a change, null removes it.';

class ChannelFields {
  @ChoiceField(CHANNEL_TEXTS.action_type, ACTION_TYPES)
  action_type?: ActionType | null;

  @ObjectField(`${CHANNEL_TEXTS.field_map} Replaces the whole map; every property can occur once.`, FieldMapBody)
  field_map?: FieldMapBody | null;

  @IntegerField(`${CHANNEL_TEXTS.credential_id} ${NULL_REMOVES}`, { min: 1, max: Number.MAX_SAFE_INTEGER })
  credential_id?: number | null;

  @TextField(`${CHANNEL_TEXTS.data_source_id} ${NULL_REMOVES}`, { min: 1, max: CHANNEL_LENGTHS.dataSource, plain: true })
  data_source_id?: string | null;

  @TextsField(
    `${CHANNEL_TEXTS.outputs} Default for a new channel: the shared ones of the type \`google_drive\`. Empty: nothing is delivered.`,
    { ...OUTPUT_NAME_OPTIONS, example: 'library' },
    { maxItems: RUN_LIMITS.outputs.max, unique: true },
  )
  outputs?: string[] | null;

  @LanguageField(CHANNEL_TEXTS.language, { example: 'pt-BR' })
  language?: string | null;
}

const ChannelNameField = (required: boolean): PropertyDecorator =>
  RequestField(
    jsonOf({ type: 'string', maxLength: CHANNEL_LENGTHS.name, pattern: CHANNEL_NAME, description: CHANNEL_TEXTS.name }),
    { required },
    Matches(new RegExp(CHANNEL_NAME), {
      message: '$property must be up to 60 small letters, digits and hyphens, and not begin with a hyphen',
    }),
  );

export class CreateChannel extends ChannelFields {
  @ChannelNameField(true)
  name = '';
}

export class ChangeChannel extends ChannelFields {
  @ChannelNameField(false)
  name?: string | null;
}

export class CheckChannel {
  @TextField('A page to check, by its id or its address.', { min: 1, max: LONGEST_PAGE })
  page_id?: string | null;
}
