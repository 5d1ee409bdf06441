import { type OperationOptions, type Parameter, bytes } from '../../kit/http/operation.js';
import { idempotencyKey, itemId } from '../../kit/http/parameters.js';
import { anyOf } from '../../kit/http/schemas.js';
import { OFFSET_TYPE } from './tus.js';
import { DuplicateUploadAnswer, RegisteredUploadAnswer, UploadAnswer } from './upload.js';

const tag = 'uploads';
const scope = 'write';
const id = itemId('upload');
const recordingId = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const at = '2026-02-05T10:00:00.000Z';

const header = (name: string, description: string, schema: Parameter['schema'], example: string): Parameter => ({
  name,
  in: 'header',
  description,
  schema,
  example,
});

const version = header('Tus-Resumable', 'The version of tus.', { type: 'string', const: '1.0.0' }, '1.0.0');
const length = header(
  'Upload-Length',
  'The bytes of the whole file.',
  { type: 'string', pattern: '^[1-9][0-9]{0,15}$' },
  '734003200',
);
const metadata = header(
  'Upload-Metadata',
  'Pairs of a key and a value in Base64, separated by commas: `filename`, `filetype`, `sha256`, and the fields of the form that registers a recording: `title`, `language`, `run` …; with `pipeline` `document` it is a document. With `replaces` and the id of a failed item, the file replaces the file of that item.',
  { type: 'string' },
  'filename dGFsay5tcDQ=,run dHJ1ZQ==',
);
const offset = header(
  'Upload-Offset',
  'The position of these bytes: the end of the upload so far.',
  { type: 'string', pattern: '^(0|[1-9][0-9]{0,15})$' },
  '0',
);
const checksum = header(
  'Upload-Checksum',
  'The algorithm, and the checksum of the body in Base64. A body with another checksum is rejected as a whole.',
  { type: 'string', pattern: '^(sha1 [A-Za-z0-9+/]{27}=|sha256 [A-Za-z0-9+/]{43}=)$' },
  'sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=',
);

const headers = {
  'Upload-Offset': 'The received bytes.',
  'Upload-Expires': 'Until when the received bytes are kept.',
  'Throughline-Recording': 'The recording, once it exists.',
};

const sendProblems = [
  'checksum-mismatch',
  'upload-conflict',
  'upload-locked',
  'upload-timeout',
  'storage-full',
  'quota-exceeded',
  'outcome-unknown',
  'busy',
  'log-restored',
] as const;

export const abilitiesOperation: OperationOptions = {
  id: 'describeUploads',
  tag,
  scope: 'open',
  summary: 'Read what this server supports of tus',
  answers: [
    {
      status: 204,
      description: 'The headers describe it.',
      headers: {
        'Tus-Version': 'The supported version.',
        'Tus-Extension': 'The supported extensions.',
        'Tus-Max-Size': 'The bytes of the largest file.',
        'Tus-Checksum-Algorithm': 'The algorithms for `Upload-Checksum`.',
      },
    },
  ],
  problems: [],
};

export const beginOperation: OperationOptions = {
  id: 'beginUpload',
  tag,
  scope,
  summary: 'Start an upload in parts',
  description:
    'By the protocol [tus 1.0](https://tus.io/protocols/resumable-upload), with clients for most languages. ' +
    'The file becomes a recording when its last byte has arrived. The body may contain the first bytes, as with PATCH. ' +
    'With the `sha256` of the file in its metadata, a file that the library has already is refused before its bytes are sent.',
  parameters: [version, length, metadata, checksum, idempotencyKey],
  body: { type: bytes('Bytes of the file.'), media: OFFSET_TYPE, required: false },
  answers: [{ status: 201, description: 'Started.', headers: { Location: 'The upload.', ...headers } }],
  problems: [
    'empty-file',
    'duplicate',
    'no-file',
    'file-in-use',
    'same-file',
    'not-found',
    'deleted',
    'erased',
    'expired',
    'unknown-template',
    'template-is-draft',
    'output-not-found',
    'output-missing',
    'settings-conflict',
    'tus-version',
    'too-many-uploads',
    ...sendProblems,
  ],
};

export const placeOperation: OperationOptions = {
  id: 'getUpload',
  tag,
  scope,
  summary: 'Read the progress of an upload',
  description: 'With HEAD as in tus: a silent earlier request for this upload is ended first, so that the offset stays valid.',
  parameters: [id],
  answers: [
    {
      status: 200,
      description: 'The upload.',
      type: UploadAnswer,
      example: {
        id: recordingId,
        length: 734003200,
        offset: 8388608,
        recording_id: null,
        created_at: at,
        expires_at: at,
      },
      headers: { ...headers, 'Upload-Length': 'The bytes of the whole file.' },
    },
  ],
  problems: ['not-found', 'tus-version', 'upload-locked'],
};

export const appendOperation: OperationOptions = {
  id: 'sendUpload',
  tag,
  scope,
  summary: 'Send the next bytes',
  description:
    'The body is bytes of the file. Bytes that arrive before an interruption are kept, unless the body has a checksum. ' +
    'The answer to the last byte names the recording.',
  parameters: [id, version, offset, checksum],
  body: { type: bytes('Bytes of the file.'), media: OFFSET_TYPE, required: true },
  answers: [{ status: 204, description: 'Stored.', headers }],
  problems: ['not-found', 'tus-version', ...sendProblems],
};

export const endOperation: OperationOptions = {
  id: 'endUpload',
  tag,
  scope,
  summary: 'End an upload',
  description: 'The received bytes are deleted. A recording that exists already stays.',
  parameters: [id, version],
  answers: [{ status: 204, description: 'Deleted.' }],
  problems: ['not-found', 'tus-version', 'upload-locked'],
};

export const resultOperation: OperationOptions = {
  id: 'getUploadResult',
  tag,
  scope,
  summary: 'Read the result of an upload',
  description:
    'For clients that did not receive the answer to the last byte. Available for a day. A rejected file is answered with its problem.',
  parameters: [id],
  answers: [
    {
      status: 200,
      description: 'The recording, or the one with the same content.',
      type: anyOf([RegisteredUploadAnswer, DuplicateUploadAnswer]),
      example: { recording_id: recordingId, run_refused: null },
    },
  ],
  problems: [
    'not-found',
    'import-file-differs',
    'import-changed',
    'erased',
    'gone',
    'idempotency-mismatch',
    'upload-incomplete',
    'upload-locked',
    'refused',
    'storage-full',
    'quota-exceeded',
    'outcome-unknown',
    'busy',
    'log-restored',
  ],
};
