import { ApiSchema } from '@nestjs/swagger';
import { IsString, ValidateBy } from 'class-validator';
import { Field, FlagParameter, RequestField, TextField, type RequestFieldOptions } from '../../http/fields.js';
import { COMMAND_PROBLEMS } from '../../http/operation.js';
import { jsonOf, ref, type Model } from '../../http/schemas.js';
import { OutputConfigBody, ProcessingConfig } from '../runs/run-overrides.dto.js';
import { LONGEST_TITLE } from './file-name.js';

/** A language, optionally with a script, a region and a variant. Narrower than BCP 47, but covers nearly all tags in use. */
const LANGUAGE_TAG = '^(auto|[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})?)$';

const isLanguage = (value: unknown): boolean => {
  if (value === 'auto') return true;
  if (typeof value !== 'string' || value.length < 2 || value.length > 35) return false;
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
};

/** `auto`, or a BCP 47 tag. */
export const LanguageField = (description: string, options: RequestFieldOptions = {}): PropertyDecorator =>
  RequestField(
    jsonOf({ type: 'string', pattern: LANGUAGE_TAG, description }),
    options,
    ValidateBy({
      name: 'isLanguage',
      validator: { validate: isLanguage, defaultMessage: () => `$property must be 'auto' or a BCP 47 tag such as en or pt-BR` },
    }),
  );

export const IS_MAPPED = 'Somebody has decided what to do with it. Otherwise it is `SKIPPED` until a run is requested.';
export const LANGUAGE = '`auto` or BCP 47.';

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

  @LanguageField(LANGUAGE, { default: 'auto', example: 'pt-BR' })
  language = 'auto';

  @FlagParameter('Starts a run immediately.', { default: 'false' })
  run = 'false';

  @FlagParameter(IS_MAPPED, { default: 'true' })
  is_mapped = 'true';

  @FlagParameter('Accepts content that exists already.', { default: 'false' })
  allow_duplicate = 'false';

  @JsonField(ProcessingConfig)
  processing_config?: string;

  @JsonField(OutputConfigBody)
  output_config?: string;
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

/** Problems of every registration. */
export const REGISTRATION_PROBLEMS = ['empty-file', 'upload-timeout', 'storage-full', ...COMMAND_PROBLEMS] as const;
