import { DOCUMENT_STATUSES, DOCUMENT_STEPS } from '@throughline/contracts';
import { DOCUMENT_FILES } from '../../documents/documents.dto.js';
import { artifactPaths, bytes, ifRange, range } from './artifacts.js';
import { bulkPaths } from './bulk.js';
import { commandPaths, deleteRecording } from './commands.js';
import { recordingExample, time } from './examples.js';
import { explainPaths } from './explain.js';
import { MOVES, operation, type Parameter } from './operation.js';
import { asOf, documentId as id, idempotencyKey, ifNoneMatch, itemParameters, listParameters } from './parameters.js';
import { pageOrPast } from './past-list.js';
import { recordingPaths } from './recordings.js';

const tag = 'documents';

const step = {
  step_name: 'hash_file',
  group: 'main',
  status: 'pending',
  started_at: null,
  completed_at: null,
  error_message: null,
  skip_reason: null,
  attempt: 0,
  retry_at: null,
  waiting_for: null,
  progress: null,
  details: null,
  updated_at: time,
};

const { processing_stages: _, is_mapped: _m, ready_to_upload: _r, is_runtime: _i, origin: _o, ...shared } = recordingExample;

const example = {
  ...shared,
  title: 'Invoice',
  file_name: 'invoice.pdf',
  source: { ...shared.source, media_type: 'application/pdf' },
  status: 'processing',
  has_errors: false,
  summary: { main: { success: 1, pending: 7 }, uploads: { queued: 2 } },
  steps: [
    { ...step, status: 'success', attempt: 1, started_at: time, completed_at: time, progress: 1, details: { size: 1_802_240 } },
    ...DOCUMENT_STEPS.slice(1).map((step_name) => ({ ...step, step_name })),
    { ...step, step_name: 'queue_library', group: 'uploads' },
    { ...step, step_name: 'upload_to_library', group: 'uploads' },
  ],
  record: { size: 1_802_240 },
  text: null,
  metadata: null,
  storage: null,
};

/** The parameters of lists that documents have as well, with words of their own. */
const LISTED = [
  'limit',
  'cursor',
  'sort',
  'from_date',
  'to_date',
  'include',
  'failed',
  'on_pause',
  'waiting',
  'deleted',
  'sha256',
];
export const documentListParameters: readonly Parameter[] = [
  asOf(
    'The documents as they were: a smaller item of each, with `counts`. Goes with `limit`, `cursor`, `status` and `deleted` alone.',
  ),
  ...listParameters.filter(({ name }) => LISTED.includes(name)),
  {
    name: 'status',
    in: 'query',
    description: 'One or several, with commas between.',
    schema: { type: 'array', items: { type: 'string', enum: DOCUMENT_STATUSES } },
    example: ['processing'],
  },
  {
    name: 'q',
    in: 'query',
    description:
      'Part of a title, or words that stand in the document: in what was found in it, or in the first 20,000 characters of its text. In quotes: next to each other; with `-` before it: not there.',
    schema: { type: 'string', maxLength: 200 },
  },
];

export const documentDownloadParameters: readonly Parameter[] = [
  {
    name: 'file',
    in: 'query',
    description: '`finished`: as it was made, or as it came where nothing was made of it.',
    schema: { type: 'string', enum: DOCUMENT_FILES, default: 'finished' },
  },
];

type Json = unknown;
type Methods = Readonly<Record<string, ReturnType<typeof operation>>>;

const SCHEMAS: Readonly<Record<string, string>> = {
  Recording: 'Document',
  CommandAnswer: 'DocumentCommandAnswer',
  CommandOrPreview: 'DocumentCommandOrPreview',
  DryRun: 'DocumentDryRun',
  Explanation: 'DocumentExplanation',
  BulkRun: 'DocumentBulkRun',
  BulkPause: 'DocumentBulkPause',
  BulkRunAnswer: 'DocumentBulkRunAnswer',
  BulkPauseAnswer: 'DocumentBulkPauseAnswer',
  RunAnswer: 'DocumentRunAnswer',
};
const SCHEMA = '#/components/schemas/';

const isRecord = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const nameOf = (operationId: string): string =>
  operationId.includes('Recording')
    ? operationId.replace('Recording', 'Document')
    : operationId.replace(/^[a-z]+/, (verb) => `${verb}Document`);

/** What recordings have and documents have not, in examples of parameters. */
const EXAMPLES: Readonly<Record<string, string>> = {
  'transcript.srt': 'original',
  EXTRACT_TOPICS: 'extract_metadata_with_gpt',
  TRANSCRIBE: 'extract_text',
  INITIALIZED: 'pending',
};

const worded = (key: string, value: string): string => {
  if (key === 'operationId') return nameOf(value);
  if (key === '$ref') return `${SCHEMA}${SCHEMAS[value.slice(SCHEMA.length)] ?? value.slice(SCHEMA.length)}`;
  return key === 'description' || key === 'summary' ? value.replaceAll('recording', 'document') : value;
};

/** What is said of a recording, said of a document. */
function exampleOf(value: Json): Json {
  if (typeof value === 'string') return EXAMPLES[value] ?? value;
  if (Array.isArray(value)) return value.map(exampleOf);
  if (!isRecord(value)) return value;
  if ('outcome' in value && 'processing_stages' in value) return { ...example, outcome: exampleOf(value['outcome']) };
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.replace(/^recording_id/, 'document_id'), exampleOf(inner)]),
  );
}

function ofDocuments(value: Json, key = ''): Json {
  if (key === 'example') return exampleOf(value);
  if (typeof value === 'string') return worded(key, value);
  if (Array.isArray(value)) return value.map((one: Json) => ofDocuments(one, key));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, ofDocuments(inner, name)]));
}

/** Documents have no words that are corrected. */
const OF_RECORDINGS: ReadonlySet<string> = new Set(['/api/v1/recordings/{id}/outputs/{name}/redeliver']);

/** Requests that every item takes are told once; here they stand below the path of documents. */
const taken = (paths: Readonly<Record<string, Methods>>): Readonly<Record<string, Methods>> =>
  Object.fromEntries(
    Object.entries(paths)
      .filter(([path]) => /^\/api\/v1\/recordings\/(\{id\}|bulk)\//.test(path) && !OF_RECORDINGS.has(path))
      .map(([path, methods]) => [path.replace('/recordings/', '/documents/'), ofDocuments(methods) as Methods]),
  );

const events = '/api/v1/recordings/{id}/events';

export const documentPaths = {
  '/api/v1/documents': {
    post: operation({
      id: 'createDocument',
      tag,
      summary: 'Take in a document',
      description:
        'A PDF, an image, an Office file, a text or an e-mail: what it is is found out from its content. Its eight main steps begin at once. The ' +
        'body is that of a recording; its run and its mapping are a matter of course here.',
      scope: 'write',
      parameters: [idempotencyKey],
      body: {
        type: 'multipart/form-data',
        schema: 'RegisterForm',
        required: true,
        example: { title: 'Invoice', file: '(bytes)' },
        or: { type: 'application/json', schema: 'RegisterSource', example: { url: 'https://files.example/invoices/march.pdf' } },
      },
      answers: [
        {
          status: 202,
          description: 'Taken in, and begun.',
          schema: 'Document',
          example: { ...example, status: 'pending', summary: { main: { pending: 8 }, uploads: { queued: 2 } }, record: null },
          headers: { Location: 'The document.', ETag: 'Its revision.' },
        },
      ],
      problems: [
        'invalid',
        'malformed-request',
        'empty-file',
        'upload-timeout',
        'duplicate',
        'too-large',
        'unsupported-media-type',
        'storage-full',
        ...MOVES,
      ],
    }),
    get: operation({
      id: 'listDocuments',
      tag,
      summary: 'List and search documents',
      scope: 'read',
      parameters: documentListParameters,
      answers: [
        {
          status: 200,
          description: 'A page; with `as_of` a page of what they were.',
          content: pageOrPast('DocumentList', 'PastDocumentList', example),
        },
      ],
      problems: ['invalid'],
    }),
  },
  '/api/v1/documents/{id}': {
    get: operation({
      id: 'getDocument',
      tag,
      summary: 'One document',
      description: 'Follow it with `?wait=30&after_revision=<revision>`: it is answered as soon as something has changed.',
      scope: 'read',
      parameters: [id, ...(ofDocuments(itemParameters) as readonly Parameter[]), ifNoneMatch],
      answers: [
        { status: 200, description: 'The document.', schema: 'Document', example, headers: { ETag: 'Its revision.' } },
        { status: 304, description: 'Unchanged, and nothing is moving.' },
      ],
      problems: ['invalid', 'not-found', 'quarantined', 'needs-upgrade'],
    }),
    delete: ofDocuments(deleteRecording) as typeof deleteRecording,
  },
  '/api/v1/documents/{id}/steps': {
    get: operation({
      id: 'getDocumentSteps',
      tag,
      summary: 'Where each step stands, by its name',
      scope: 'read',
      parameters: [id],
      answers: [{ status: 200, description: 'The steps.', schema: 'DocumentSteps', example: { hash_file: step } }],
      problems: ['not-found', 'quarantined', 'needs-upgrade'],
    }),
  },
  '/api/v1/documents/{id}/download': {
    get: operation({
      id: 'downloadDocument',
      tag,
      summary: 'The document itself',
      description: 'Under the name that it is kept by. Also with HEAD, and in parts.',
      scope: 'read',
      parameters: [id, ...documentDownloadParameters, range, ifRange, ifNoneMatch],
      answers: [
        { status: 200, description: 'The whole file.', content: bytes, headers: { ETag: 'sha256.', 'Accept-Ranges': 'bytes' } },
        { status: 206, description: 'The range.', content: bytes, headers: { 'Content-Range': 'Where it lies.' } },
        { status: 304, description: 'Unchanged.' },
      ],
      problems: ['invalid', 'not-found', 'erased', 'gone', 'range-not-satisfiable', 'quarantined', 'needs-upgrade'],
    }),
  },
  ...taken({ [events]: recordingPaths[events] }),
  ...taken(artifactPaths),
  ...taken(explainPaths),
  ...taken(commandPaths),
  ...taken(bulkPaths),
};
