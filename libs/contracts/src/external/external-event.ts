import { Type, type Static, type TObject, type TString } from 'typebox';
import { LONGEST_ADDRESS } from '../asset/event-definition.js';
import { OUTPUT_NAME_PATTERN } from '../runs/limits.js';
import { STEP_KEY_PATTERN } from '../steps/vocabulary.js';

/*
 * Events that other systems send (ADR 118): CloudEvents 1.0 in JSON. Each type becomes one command; there are no others. The
 * names are an interface for other systems: a changed shape is a new type.
 */

export const EXTERNAL_PREFIX = 'throughline.external.';

/** Bytes of one event as JSON. */
export const MAX_EXTERNAL_EVENT_BYTES = 64 * 1024;
/** Also a token of a NATS subject, so dots, blanks and wildcards are not allowed. */
export const EXTERNAL_ID_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_:-]{0,99}$';

const uuid = (description: string): TString => Type.String({ format: 'uuid', description });
const attempt_id = uuid('The attempt that the other system has done, as the list of open attempts names it.');
const Step = { step: Type.String({ pattern: STEP_KEY_PATTERN, description: 'The step, e.g. `TRIM`.' }), attempt_id };
const Delivery = {
  output: Type.String({ pattern: OUTPUT_NAME_PATTERN, description: 'The name of the output.' }),
  attempt_id,
};
const Failure = {
  code: Type.String({ pattern: '^[a-z0-9][a-z0-9_.-]{0,79}$', description: 'A stable code, for programs.' }),
  message: Type.String({ minLength: 1, maxLength: 2_000, description: 'The reason, for people. Sealed in the log.' }),
  retryable: Type.Optional(
    Type.Boolean({ description: 'True: another attempt follows, if the step has one left. Default: false.' }),
  ),
};
const Facts = Type.Record(
  Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }),
  Type.Union([Type.Number(), Type.Boolean(), Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:/+-]{0,99}$' })]),
  { maxProperties: 20, description: 'Numbers, switches and short codes about the outcome. Not sealed: no names and no content.' },
);
const ReportedArtifact = Type.Object(
  {
    role: Type.String({ pattern: '^[a-z][a-z0-9_-]{0,59}$', description: 'The role of the file: `video`, `transcript` …' }),
    // Archives and folders of outputs use the name as a file name.
    name: Type.String({
      maxLength: 100,
      pattern: '^[^\\u0000-\\u001f\\u007f/\\\\.][^\\u0000-\\u001f\\u007f/\\\\]*$',
      description: 'The name of the file in the API, another one for each file. No folders, and no dot at its start.',
    }),
    key: Type.String({ minLength: 1, maxLength: 600, description: 'The place in the store, below the folder of the attempt.' }),
    media_type: Type.String({
      maxLength: 120,
      pattern: '^[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*$',
      description: 'The media type of the file, without parameters.',
    }),
    size: Type.Integer({ minimum: 0, description: 'Bytes. Compared with the stored file.' }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'The hash of the file, in hexadecimal digits.' }),
  },
  { additionalProperties: false },
);

const data = <P extends Parameters<typeof Type.Object>[0]>(properties: P): TObject<P> =>
  Type.Object(properties, { additionalProperties: false });

/** The accepted types, with the schema of their data and what they say. */
export const externalEvents = {
  'step.completed': {
    about: 'Another system has done a stage, an optional step of a document or a follow-up.',
    data: data({
      ...Step,
      facts: Type.Optional(Facts),
      artifacts: Type.Optional(Type.Array(ReportedArtifact, { maxItems: 20, description: 'The files of the outcome.' })),
    }),
  },
  'step.skipped': { about: 'Another system has found that the step does not apply to the item.', data: data(Step) },
  'step.failed': { about: 'Another system could not do the step.', data: data({ ...Step, ...Failure }) },
  'delivery.confirmed': {
    about: 'Another system has delivered the item to an output.',
    data: data({
      ...Delivery,
      external_id: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 200,
          pattern: '^[ -~]*$',
          description: 'The id of the content at the destination, in the form of the destination.',
        }),
      ),
      url: Type.Optional(
        Type.String({
          maxLength: LONGEST_ADDRESS,
          pattern: '^https?://[!-~]+$',
          description: 'The address of the content. Sealed in the log.',
        }),
      ),
    }),
  },
  'delivery.failed': {
    about: 'Another system could not deliver the item to an output.',
    data: data({ ...Delivery, ...Failure }),
  },
  'delivery.settled': {
    about: 'Somebody has looked whether an unconfirmed delivery has arrived.',
    data: data({ output: Delivery.output, delivered: Type.Boolean({ description: 'The delivery has arrived.' }) }),
  },
} as const;

export type ExternalType = keyof typeof externalEvents;
export const EXTERNAL_TYPES = Object.keys(externalEvents) as readonly ExternalType[];
export type ExternalData<T extends ExternalType> = Static<(typeof externalEvents)[T]['data']>;

/** The attributes of the envelope without the data. */
export const EnvelopeSchema = Type.Object(
  {
    specversion: Type.Literal('1.0', { description: 'The version of CloudEvents.' }),
    id: Type.String({
      pattern: EXTERNAL_ID_PATTERN,
      description: 'Unique for the sender and the source. An event that is sent again under its id changes nothing.',
    }),
    source: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '^[!-~]+$',
      description: 'The system or the part of it that the event comes from, e.g. an address.',
    }),
    type: Type.Enum(
      EXTERNAL_TYPES.map((type) => `${EXTERNAL_PREFIX}${type}`),
      { description: 'What has happened.' },
    ),
    subject: uuid('The id of the item.'),
    time: Type.Optional(
      Type.String({
        pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$',
        description: 'When it happened, by the clock of the sender. It orders nothing: the log has the time of arrival.',
      }),
    ),
    datacontenttype: Type.Optional(Type.Literal('application/json', { description: 'The type of `data`.' })),
    data: Type.Unknown({ description: 'The fields of this type.' }),
  },
  // CloudEvents allows extension attributes, e.g. for traces.
  { additionalProperties: true },
);

/** An event of each type, for the documents and the tests. */
const ITEM = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const ATTEMPT = '0199f5a0-5a1b-7d00-8e11-7a6e9f102c22';
const samples: { readonly [T in ExternalType]: ExternalData<T> } = {
  'step.completed': { step: 'TRIM', attempt_id: ATTEMPT, facts: { removed_seconds: 12 } },
  'step.skipped': { step: 'TRIM', attempt_id: ATTEMPT },
  'step.failed': {
    step: 'TRIM',
    attempt_id: ATTEMPT,
    code: 'no-operator',
    message: 'Nobody could watch the recording.',
    retryable: true,
  },
  'delivery.confirmed': { output: 'library', attempt_id: ATTEMPT, external_id: 'v-17', url: 'https://media.example/v-17' },
  'delivery.failed': { output: 'library', attempt_id: ATTEMPT, code: 'refused', message: 'The archive is closed.' },
  'delivery.settled': { output: 'library', delivered: true },
};
export const sampleExternalEvent = <T extends ExternalType>(
  type: T,
): Record<string, unknown> & { readonly data: ExternalData<T> } => ({
  specversion: '1.0',
  id: `lab-${EXTERNAL_TYPES.indexOf(type) + 1}`,
  source: 'https://lab.example/jobs',
  type: `${EXTERNAL_PREFIX}${type}`,
  subject: ITEM,
  time: '2026-02-05T18:00:00Z',
  datacontenttype: 'application/json',
  data: samples[type],
});
