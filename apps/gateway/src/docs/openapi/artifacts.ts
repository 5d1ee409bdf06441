import { artifactExample } from './examples.js';
import { operation, type Parameter } from './operation.js';
import { id, idempotencyKey, ifNoneMatch } from './parameters.js';

const tag = 'artifacts';
export const bytes = { '*/*': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } };

const name = {
  name: 'name',
  in: 'path',
  description: 'Name of the artifact.',
  schema: { type: 'string' },
  example: 'transcript.srt',
} as const;
export const range = {
  name: 'Range',
  in: 'header',
  description: 'One range of bytes.',
  schema: { type: 'string' },
  example: 'bytes=0-1023',
} as const;
export const ifRange = {
  name: 'If-Range',
  in: 'header',
  description: 'The range holds for this ETag only.',
  schema: { type: 'string' },
} as const;

const expires: Parameter = {
  name: 'expires',
  in: 'query',
  description: 'Of a signed link: when it is over.',
  schema: { type: 'string', pattern: '^[0-9]{1,12}$' },
};
const signature: Parameter = {
  name: 'signature',
  in: 'query',
  description: 'Of a signed link: that this server has made it, for this file and this time.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
};

const linkExample = {
  url: 'https://recordings.example/api/v1/recordings/0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11/artifacts/transcript.srt?expires=1770285900&signature=vB5cLd8hFjA3iOqXwZy6NkpQ4n0W9zK1sYxT7eGm2uR',
  expires_at: '2026-02-05T10:05:00.000Z',
};

export const artifactPaths = {
  '/api/v1/recordings/{id}/artifacts': {
    get: operation({
      id: 'listArtifacts',
      tag,
      summary: 'The files of a recording',
      scope: 'read',
      parameters: [id],
      answers: [{ status: 200, description: 'Files.', schema: 'ArtifactList', example: { items: [artifactExample] } }],
      problems: ['not-found', 'erased', 'gone', 'quarantined', 'needs-upgrade'],
    }),
  },
  '/api/v1/recordings/{id}/artifacts/{name}': {
    get: operation({
      id: 'getArtifact',
      tag,
      summary: 'The content of a file',
      description:
        "Also with HEAD. The ETag is the content's sha256. A signed link opens it without token and cookie; whoever may read it anyhow needs none that holds.",
      scope: 'read',
      parameters: [id, name, expires, signature, range, ifRange, ifNoneMatch],
      answers: [
        { status: 200, description: 'The whole file.', content: bytes, headers: { ETag: 'sha256.', 'Accept-Ranges': 'bytes' } },
        { status: 206, description: 'The range.', content: bytes, headers: { 'Content-Range': 'Where it lies.' } },
        { status: 304, description: 'Unchanged.' },
      ],
      problems: [
        'invalid',
        'not-found',
        'erased',
        'gone',
        'range-not-satisfiable',
        'quarantined',
        'needs-upgrade',
        'link-expired',
        'link-invalid',
      ],
    }),
  },
  '/api/v1/recordings/{id}/artifacts/{name}/link': {
    post: operation({
      id: 'linkArtifact',
      tag,
      summary: 'Make a link to a file, for a player',
      description: 'It opens this one file for five minutes to whoever has it, in parts too, without token and cookie.',
      scope: 'read',
      parameters: [id, name, idempotencyKey],
      answers: [{ status: 201, description: 'The link.', schema: 'ArtifactLink', example: linkExample }],
      problems: [
        'invalid',
        'not-found',
        'erased',
        'gone',
        'quarantined',
        'needs-upgrade',
        'idempotency-mismatch',
        'request-in-progress',
      ],
    }),
  },
};
