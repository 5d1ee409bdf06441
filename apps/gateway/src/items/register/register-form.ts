import { ApiSchema } from '@nestjs/swagger';
import { Field } from '../../http/fields.js';
import { COMMAND_PROBLEMS } from '../../http/operation.js';
import { jsonOf } from '../../http/schemas.js';
import { RegisterFields } from './register-fields.dto.js';

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
