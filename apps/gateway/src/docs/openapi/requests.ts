import { Type } from 'typebox';
import { LONGEST_TITLE } from '../../recordings/register/file-name.js';
import { SCOPES } from '../../tokens/token.js';

/*
 * What clients send, as documentation. The rules that are enforced are those of the DTOs; a spec compares the field names.
 */
const closed = { additionalProperties: false };
const Flag = Type.Enum(['true', 'false']);

const ProcessingConfig = Type.Object(
  {
    trimming: Type.Optional(
      Type.Object(
        {
          enable_trimming: Type.Optional(Type.Boolean()),
          silence_threshold: Type.Optional(Type.Number({ minimum: -120, maximum: 0, description: 'dBFS' })),
        },
        closed,
      ),
    ),
    transcription: Type.Optional(
      Type.Object(
        {
          enable_transcription: Type.Optional(Type.Boolean()),
          enable_topics: Type.Optional(Type.Boolean()),
          enable_subtitles: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
    ),
    retry: Type.Optional(Type.Object({ max_attempts: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })) }, closed)),
  },
  closed,
);

export const requests = {
  RunOverrides: Type.Object(
    {
      processing_config: Type.Optional(ProcessingConfig),
      output_config: Type.Optional(
        Type.Object(
          { outputs: Type.Optional(Type.Array(Type.String(), { description: 'Names of outputs that the server has.' })) },
          closed,
        ),
      ),
    },
    closed,
  ),
  RegisterForm: Type.Object(
    {
      file: Type.String({
        contentMediaType: 'application/octet-stream',
        description: 'The recording. Send the other fields before it.',
      }),
      title: Type.Optional(Type.String({ minLength: 1, maxLength: LONGEST_TITLE, description: 'Else made of the file name.' })),
      language: Type.Optional(Type.String({ default: 'auto', description: '`auto` or BCP 47.' })),
      run: Type.Optional({ ...Flag, default: 'false', description: 'Start a run at once.' }),
      is_mapped: Type.Optional({ ...Flag, default: 'true' }),
      allow_duplicate: Type.Optional({ ...Flag, default: 'false' }),
      processing_config: Type.Optional(
        Type.String({ contentMediaType: 'application/json', description: 'JSON, as in RunOverrides.' }),
      ),
      output_config: Type.Optional(
        Type.String({ contentMediaType: 'application/json', description: 'JSON, as in RunOverrides.' }),
      ),
    },
    closed,
  ),
  CreateToken: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 100 }),
      scopes: Type.Optional(Type.Array(Type.Enum([...SCOPES]), { default: ['read', 'write'], uniqueItems: true, minItems: 1 })),
      expires_in_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
    },
    closed,
  ),
} as const;
export type RequestName = keyof typeof requests;
