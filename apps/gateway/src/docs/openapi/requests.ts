import { SimulatedSourceSchema, SimulationSchema } from '@throughline/contracts';
import { Type, type TSchema, type TString } from 'typebox';
import { LONGEST_TITLE } from '../../recordings/register/file-name.js';
import { LONGEST_ADDRESS } from '../../recordings/register/register-source.dto.js';
import { LONGEST_MS, MOST_OUTPUTS, OUTPUT_NAME } from '../../runs/run-overrides.dto.js';
import { SCOPES } from '../../tokens/token.js';
import { commandRequests } from './command-requests.js';

/*
 * What clients send, as documentation. The rules that are enforced are those of the DTOs; a spec compares the field names.
 */
const closed = { additionalProperties: false };
const Flag = Type.Enum(['true', 'false']);

const Language = Type.String({ default: 'auto', examples: ['en', 'pt-BR'], description: '`auto` or BCP 47.' });

const Waits = Type.Array(Type.Integer({ minimum: 0, maximum: LONGEST_MS }), {
  minItems: 1,
  maxItems: 100,
  description: 'Before attempts 2, 3 …; the last one repeats.',
});

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
          allow_errors: Type.Optional(Type.Boolean({ description: 'A text stage that fails for good is skipped.' })),
          batch: Type.Optional(
            Type.Boolean({ description: 'By an engine that works on it when it suits; asked for now and then.' }),
          ),
          batch_id: Type.Optional(
            Type.String({
              pattern: '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,199}$',
              description: 'Of work that the engine was given already: nothing is handed over.',
            }),
          ),
          max_wait_time: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 30 * 86_400,
              description: 'Seconds that a batch may take; 3000 where it is left out.',
            }),
          ),
          granularity: Type.Optional(
            Type.Enum(['short', 'medium', 'long'], { description: 'How long the list of topics is to be.' }),
          ),
        },
        closed,
      ),
    ),
    retry: Type.Optional(
      Type.Object(
        {
          max_attempts: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
          backoff_ms: Type.Optional(Waits),
          wait_ms: Type.Optional({
            ...Waits,
            description: 'Between looks at something that is waited for; the last one repeats.',
          }),
          max_crashes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
          budget_ms: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: LONGEST_MS,
              description: 'No retry starts later than this after the first failure.',
            }),
          ),
        },
        closed,
      ),
    ),
    limits: Type.Optional(
      Type.Object(
        {
          step_timeout_ms: Type.Optional(Type.Integer({ minimum: 1, maximum: LONGEST_MS })),
          timeout_media_factor: Type.Optional(
            Type.Number({
              minimum: 0,
              maximum: 1000,
              description: 'The timeout is at least this many times the length of the recording.',
            }),
          ),
          no_progress_ms: Type.Optional(Type.Integer({ minimum: 1, maximum: LONGEST_MS })),
        },
        closed,
      ),
    ),
    simulation: Type.Optional({
      ...SimulationSchema,
      description: 'Scripts of simulated connectors by step, where simulation is switched on.',
    }),
  },
  closed,
);

const OutputChoice = Type.Object(
  {
    outputs: Type.Optional(
      Type.Array(Type.String({ pattern: OUTPUT_NAME.source }), {
        maxItems: MOST_OUTPUTS,
        uniqueItems: true,
        description: 'Names of outputs that the server has.',
      }),
    ),
  },
  closed,
);

/** A field of a form that holds JSON. */
const jsonText = (contentSchema: TSchema): TString =>
  Type.String({ contentMediaType: 'application/json', contentSchema, description: 'JSON, as in RunOverrides.' });

const overrides = {
  processing_config: Type.Optional(ProcessingConfig),
  output_config: Type.Optional(OutputChoice),
};

export const requests = {
  RunOverrides: Type.Object(overrides, closed),
  ...commandRequests(overrides),
  RegisterSource: Type.Object(
    {
      url: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: LONGEST_ADDRESS,
          examples: ['https://files.example/talks/weekly.mp4'],
          description:
            'Where the recording is fetched from: http or https, of a public address. Its query and user are kept sealed and are never shown.',
        }),
      ),
      source: Type.Optional(
        Type.Object(
          {
            kind: Type.String({
              pattern: '^[a-z][a-z0-9_]{0,29}$',
              description: '`simulated`, where simulation is switched on.',
            }),
            settings: Type.Optional(SimulatedSourceSchema),
          },
          { ...closed, description: 'Instead of `url`.' },
        ),
      ),
      title: Type.Optional(Type.String({ minLength: 1, maxLength: LONGEST_TITLE })),
      language: Type.Optional(Language),
      run: Type.Optional(Type.Boolean({ default: false, description: 'Start a run at once.' })),
      is_mapped: Type.Optional(Type.Boolean({ default: true })),
      processing_config: Type.Optional(ProcessingConfig),
      output_config: Type.Optional(OutputChoice),
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
      language: Type.Optional(Language),
      run: Type.Optional({ ...Flag, default: 'false', description: 'Start a run at once.' }),
      is_mapped: Type.Optional({ ...Flag, default: 'true' }),
      allow_duplicate: Type.Optional({ ...Flag, default: 'false' }),
      processing_config: Type.Optional(jsonText(ProcessingConfig)),
      output_config: Type.Optional(jsonText(OutputChoice)),
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
