import {
  LONGEST_TOPIC,
  SimulatedSourceSchema,
  SimulationSchema,
  TOPICS_FORMATS,
  TOPICS_HEADING,
  TOPICS_LOCATIONS,
} from '@throughline/contracts';
import { Type, type TSchema, type TString } from 'typebox';
import { LONGEST_TITLE } from '../../recordings/register/file-name.js';
import { LONGEST_ADDRESS } from '../../recordings/register/register-source.dto.js';
import { LONGEST_MS, MOST_OUTPUTS, OUTPUT_NAME } from '../../runs/run-overrides.dto.js';
import { SCOPES } from '../../tokens/scope.js';
import { commandRequests } from './command-requests.js';
import { AddOutputs, DocumentChoice } from './document-requests.js';
import { transcriptRequests } from './transcript-schema.js';
import { channelRequests } from './channel-schema.js';
import { credentialRequests } from './credential-schema.js';
import { peopleRequests } from './people-schema.js';
import { quarantineRequests } from './quarantine-schema.js';

/*
 * What clients send, as documentation. The rules that are enforced are those of the DTOs; a spec compares the field names.
 */
const closed = { additionalProperties: false };
const Flag = Type.Enum(['true', 'false']);

const IS_MAPPED = 'Whether somebody has said what to do with it; what is not mapped is `SKIPPED` until a run is asked for.';

const Language = Type.String({ default: 'auto', examples: ['en', 'pt-BR'], description: '`auto` or BCP 47.' });

const Waits = Type.Array(Type.Integer({ minimum: 0, maximum: LONGEST_MS }), {
  minItems: 1,
  maxItems: 100,
  description: 'Before attempts 2, 3 …; the last one repeats.',
});

const TopicLength = (description: string) => Type.Integer({ minimum: 1, maximum: LONGEST_TOPIC, description });

const ProcessingConfig = Type.Object(
  {
    trimming: Type.Optional(
      Type.Object(
        {
          enable_trimming: Type.Optional(Type.Boolean({ description: 'Silence at both ends is cut off.' })),
          silence_threshold: Type.Optional(Type.Number({ minimum: -120, maximum: 0, description: 'dBFS' })),
          exact: Type.Optional(
            Type.Boolean({
              description:
                'MP4 and MOV begin exactly where the sound begins, by an edit list and without encoding. Otherwise a cut begins at the keyframe before it. Off unless it is asked for.',
            }),
          ),
        },
        { ...closed, description: 'Cutting off silence.' },
      ),
    ),
    transcription: Type.Optional(
      Type.Object(
        {
          enable_transcription: Type.Optional(Type.Boolean({ description: 'What is said is written down.' })),
          enable_topics: Type.Optional(Type.Boolean({ description: 'The transcript is divided into topics.' })),
          enable_subtitles: Type.Optional(Type.Boolean({ description: 'Subtitles are made of the transcript.' })),
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
        { ...closed, description: 'The text stages.' },
      ),
    ),
    topics_display: Type.Optional(
      Type.Object(
        {
          min_length: Type.Optional(TopicLength('Shorter titles are left out; 1 where it is not said.')),
          max_length: Type.Optional(TopicLength('Longer titles are cut; 200 where it is not said. Not less than `min_length`.')),
          display_location: Type.Optional(
            Type.Enum(TOPICS_LOCATIONS, { description: 'In the description at outputs that have one, or nowhere.' }),
          ),
          format: Type.Optional(Type.Enum(TOPICS_FORMATS, { description: 'One line each, or all in one.' })),
          heading: Type.Optional(
            Type.String({ pattern: TOPICS_HEADING, description: '`Topics:` where it is not said; empty: none.' }),
          ),
        },
        { ...closed, description: 'How outputs show the topics that were found.' },
      ),
    ),
    retry: Type.Optional(
      Type.Object(
        {
          max_attempts: Type.Optional(
            Type.Integer({ minimum: 1, maximum: 20, description: 'Of a step, the first one included.' }),
          ),
          backoff_ms: Type.Optional(Waits),
          wait_ms: Type.Optional({
            ...Waits,
            description: 'Between looks at something that is waited for; the last one repeats.',
          }),
          max_crashes: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 1000,
              description: 'Lost workers in a row without progress, after which a step fails.',
            }),
          ),
          budget_ms: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: LONGEST_MS,
              description: 'No retry starts later than this after the first failure.',
            }),
          ),
        },
        { ...closed, description: 'How often, and for how long, is tried again.' },
      ),
    ),
    limits: Type.Optional(
      Type.Object(
        {
          step_timeout_ms: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: LONGEST_MS,
              description: 'Longest time of one attempt of the download or a stage.',
            }),
          ),
          timeout_media_factor: Type.Optional(
            Type.Number({
              minimum: 0,
              maximum: 1000,
              description: 'The timeout is at least this many times the length of the recording.',
            }),
          ),
          no_progress_ms: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: LONGEST_MS,
              description: 'An attempt without progress for so long is ended and tried again.',
            }),
          ),
        },
        { ...closed, description: 'How long things may take.' },
      ),
    ),
    document: Type.Optional(DocumentChoice),
    simulation: Type.Optional({
      ...SimulationSchema,
      description: 'Scripts of simulated connectors by step, where simulation is switched on.',
    }),
  },
  { ...closed, description: 'What the run does otherwise than the recording was last asked for.' },
);

const OutputChoice = Type.Object(
  {
    outputs: Type.Optional(
      Type.Array(Type.String({ pattern: OUTPUT_NAME.source }), {
        maxItems: MOST_OUTPUTS,
        uniqueItems: true,
        description: 'Names of outputs that the server has, in place of those that the recording was going to.',
      }),
    ),
  },
  { ...closed, description: 'Where the run delivers to.' },
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
  AddOutputs,
  ...commandRequests(overrides),
  ...transcriptRequests,
  ...peopleRequests,
  ...quarantineRequests,
  ...credentialRequests,
  ...channelRequests,
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
            settings: Type.Optional({ ...SimulatedSourceSchema, description: 'What it delivers.' }),
          },
          { ...closed, description: 'Instead of `url`.' },
        ),
      ),
      title: Type.Optional(Type.String({ minLength: 1, maxLength: LONGEST_TITLE, description: 'For people.' })),
      language: Type.Optional(Language),
      run: Type.Optional(Type.Boolean({ default: false, description: 'Start a run at once.' })),
      is_mapped: Type.Optional(Type.Boolean({ default: true, description: IS_MAPPED })),
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
      is_mapped: Type.Optional({ ...Flag, default: 'true', description: IS_MAPPED }),
      allow_duplicate: Type.Optional({ ...Flag, default: 'false', description: 'Take the same content a second time.' }),
      processing_config: Type.Optional(jsonText(ProcessingConfig)),
      output_config: Type.Optional(jsonText(OutputChoice)),
    },
    closed,
  ),
  UploadBytes: Type.String({ contentMediaType: 'application/octet-stream', description: 'Bytes of the file.' }),
  CreateToken: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 100, description: 'What you call it.' }),
      scopes: Type.Optional(
        Type.Array(Type.Enum([...SCOPES]), {
          default: ['read', 'write'],
          uniqueItems: true,
          minItems: 1,
          description: 'What it may be used for; no more than the token that asks.',
        }),
      ),
      expires_in_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650, description: 'Without it, it never expires.' })),
    },
    closed,
  ),
} as const;
export type RequestName = keyof typeof requests;
