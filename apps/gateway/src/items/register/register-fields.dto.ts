import { LONGEST_TITLE } from '@throughline/domain';
import { ApiSchema } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { Field, FlagParameter, RequestField, TextField } from '../../kit/http/fields.js';
import { LanguageField } from '../../kit/http/language.js';
import { COMMAND_PROBLEMS } from '../../kit/http/operation.js';
import { jsonOf, ref, type Model } from '../../kit/http/schemas.js';
import { MetadataConfig, OutputConfigBody, ProcessingConfig } from '../runs/run-overrides.dto.js';
import { FIRST_RUN_PROBLEMS } from '../runs/template-problems.js';

export const IS_MAPPED = 'Somebody has decided what to do with it. Otherwise it is `SKIPPED` until a run is requested.';
export const LANGUAGE = '`auto` or BCP 47. Default: your `default_language`.';

/** JSON in a text field of a form. */
const JsonField = (model: Model): PropertyDecorator =>
  RequestField(
    jsonOf({
      type: 'string',
      contentMediaType: 'application/json',
      contentSchema: ref(model).json,
      description: 'JSON, as in RunOverrides.',
    }),
    {},
    IsString(),
  );

/** The fields of the registration form beside the file. Every value in a form is text. */
export class RegisterFields {
  @TextField('For people; default: made of the file name.', { min: 1, max: LONGEST_TITLE, plain: true })
  title?: string;

  @LanguageField(LANGUAGE, { example: 'pt-BR' })
  language?: string;

  @FlagParameter('Starts a run immediately.', { default: 'false' })
  run = 'false';

  @FlagParameter(IS_MAPPED, { default: 'true' })
  is_mapped = 'true';

  @FlagParameter('Accepts content that exists already.', { default: 'false' })
  allow_duplicate = 'false';

  @JsonField(ProcessingConfig)
  processing_config?: string;

  @JsonField(MetadataConfig)
  metadata_config?: string;

  @JsonField(OutputConfigBody)
  output_config?: string;

  @TextField('A template of yours for this run.', {
    pattern: /^[1-9]\d{0,14}$/,
    message: '$property must be the id of a template',
  })
  template_id?: string;

  @FlagParameter('Also binds the template to the item.', { default: 'false' })
  bind_template = 'false';
}

/** The form that registers an item, for the document: the file is read as a stream, never into an object. */
@ApiSchema({ name: 'RegisterForm' })
export class RegisterForm extends RegisterFields {
  @Field(
    jsonOf({
      type: 'string',
      contentMediaType: 'application/octet-stream',
      description: 'The file. Send the other fields before it.',
    }),
  )
  file!: string;
}

export const REGISTRATION_PROBLEMS = [
  'empty-file',
  'upload-timeout',
  'storage-full',
  'quota-exceeded',
  ...FIRST_RUN_PROBLEMS,
  ...COMMAND_PROBLEMS,
] as const;
