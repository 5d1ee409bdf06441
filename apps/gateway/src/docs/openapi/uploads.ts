import { OFFSET_TYPE } from '../../uploads/tus.js';
import { time } from './examples.js';
import { operation, type Parameter } from './operation.js';
import { idempotencyKey } from './parameters.js';

const tag = 'uploads';
const id: Parameter = { name: 'id', in: 'path', description: 'Id of an upload.', schema: { type: 'string' } };
const recordingId = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

const header = (name: string, description: string, schema: Parameter['schema'], example: unknown): Parameter => ({
  name,
  in: 'header',
  description,
  schema,
  example,
});

const version = header('Tus-Resumable', 'The version of tus.', { type: 'string', const: '1.0.0' }, '1.0.0');
const length = header(
  'Upload-Length',
  'Bytes of the whole file.',
  { type: 'string', pattern: '^[1-9][0-9]{0,15}$' },
  '734003200',
);
const metadata = header(
  'Upload-Metadata',
  'Pairs of a key and a value in Base64, with commas between: `filename`, `filetype`, `sha256`, and the fields of the form that registers a recording: `title`, `language`, `run` …; with `pipeline` `document` it is a document.',
  { type: 'string' },
  'filename dGFsay5tcDQ=,run dHJ1ZQ==',
);
const offset = header(
  'Upload-Offset',
  'Where these bytes begin: where the upload ends.',
  { type: 'string', pattern: '^(0|[1-9][0-9]{0,15})$' },
  '0',
);

const checksum = header(
  'Upload-Checksum',
  'Algorithm, and the sum of the body in Base64. Then all of the body counts, or nothing of it.',
  { type: 'string', pattern: '^(sha1 [A-Za-z0-9+/]{27}=|sha256 [A-Za-z0-9+/]{43}=)$' },
  'sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=',
);

const place = {
  'Upload-Offset': 'Bytes that have come.',
  'Upload-Expires': 'Until then what has come is kept.',
  'Throughline-Recording': 'The recording that it has become.',
};

const sent = [
  'checksum-mismatch',
  'upload-conflict',
  'upload-locked',
  'upload-timeout',
  'storage-full',
  'outcome-unknown',
  'busy',
  'log-restored',
] as const;

export const uploadPaths = {
  '/api/v1/uploads': {
    options: operation({
      id: 'describeUploads',
      tag,
      summary: 'What this server knows of tus',
      answers: [
        {
          status: 204,
          description: 'Told.',
          headers: {
            'Tus-Version': 'What it speaks.',
            'Tus-Extension': 'What more of it.',
            'Tus-Max-Size': 'Bytes of the largest file.',
            'Tus-Checksum-Algorithm': 'What `Upload-Checksum` can be of.',
          },
        },
      ],
      problems: [],
    }),
    post: operation({
      id: 'beginUpload',
      tag,
      summary: 'Begin an upload in parts',
      description:
        'By the protocol [tus 1.0](https://tus.io/protocols/resumable-upload), which clients exist of for most languages. ' +
        'The file becomes a recording when its last byte is there. First bytes may come along, as with PATCH.',
      scope: 'write',
      parameters: [version, length, metadata, checksum, idempotencyKey],
      body: { type: OFFSET_TYPE, schema: 'UploadBytes', required: false },
      answers: [{ status: 201, description: 'Begun.', headers: { Location: 'The upload.', ...place } }],
      problems: [
        'invalid',
        'empty-file',
        'too-large',
        'tus-version',
        'too-many-uploads',
        'idempotency-mismatch',
        'request-in-progress',
        ...sent,
      ],
    }),
  },
  '/api/v1/uploads/{id}': {
    get: operation({
      id: 'getUpload',
      tag,
      summary: 'How far an upload has come',
      description:
        'With HEAD as tus wants it: one whose sender has fallen silent is ended first, so that the place stays as it is told.',
      scope: 'write',
      parameters: [id],
      answers: [
        {
          status: 200,
          description: 'As it is now.',
          schema: 'Upload',
          example: {
            id: recordingId,
            length: 734003200,
            offset: 8388608,
            recording_id: null,
            created_at: time,
            expires_at: time,
          },
          headers: { ...place, 'Upload-Length': 'Bytes of the whole file.' },
        },
      ],
      problems: ['not-found', 'tus-version', 'upload-locked'],
    }),
    patch: operation({
      id: 'sendUpload',
      tag,
      summary: 'Send the next bytes',
      description:
        'The body is bytes of the file. Whatever has come of it is kept when the line is cut, unless it has a checksum. ' +
        'After the last byte the answer names the recording.',
      scope: 'write',
      parameters: [id, version, offset, checksum],
      body: { type: OFFSET_TYPE, schema: 'UploadBytes', required: true },
      answers: [{ status: 204, description: 'They are kept.', headers: place }],
      problems: ['invalid', 'not-found', 'tus-version', 'too-large', ...sent],
    }),
    delete: operation({
      id: 'endUpload',
      tag,
      summary: 'End an upload',
      description: 'What has come is thrown away. A recording that it has become stays.',
      scope: 'write',
      parameters: [id, version],
      answers: [{ status: 204, description: 'It is gone.' }],
      problems: ['invalid', 'not-found', 'tus-version', 'upload-locked'],
    }),
  },
  '/api/v1/uploads/{id}/result': {
    get: operation({
      id: 'getUploadResult',
      tag,
      summary: 'What has come of an upload',
      description:
        'For clients that the answer to the last byte has not reached. Told for a day. A file that could not be taken is answered with the problem that it has.',
      scope: 'write',
      parameters: [id],
      answers: [
        {
          status: 200,
          description: 'The recording, or the one with the same content.',
          schema: 'UploadResult',
          example: { recording_id: recordingId },
        },
      ],
      problems: [
        'not-found',
        'upload-incomplete',
        'upload-locked',
        'invalid',
        'refused',
        'storage-full',
        'outcome-unknown',
        'busy',
        'log-restored',
      ],
    }),
  },
};
