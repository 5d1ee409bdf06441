import { ApiSchema } from '@nestjs/swagger';
import { Field } from '../../kit/http/fields.js';
import type { OperationOptions, Parameter, Success } from '../../kit/http/operation.js';
import { idempotencyKey, ifNoneMatch } from '../../kit/http/parameters.js';
import { count, list, text, time } from '../../kit/http/schemas.js';
import { capitalized, idOf, type ItemKind } from '../item-kind.js';
import { ArtifactAnswer } from './artifact-item.js';

/* The descriptions of the endpoints for the files of an item. */

@ApiSchema({ name: 'ArtifactList' })
export class ArtifactListAnswer {
  @Field(list(ArtifactAnswer, 'The present files.')) items!: readonly ArtifactAnswer[];
  @Field(count('Bytes of the files in the archive of all files, which has a stored file with several names once.'))
  archive_size!: number;
}

@ApiSchema({ name: 'ArtifactLink' })
class ArtifactLinkAnswer {
  @Field(text('Opens the file directly.')) url!: string;
  @Field(time('When it stops working.')) expires_at!: string;
}

const fileNameOf = ({ file }: ItemKind): Parameter => ({
  name: 'name',
  in: 'path',
  description: 'The name of the file.',
  schema: { type: 'string' },
  example: file,
});
export const range: Parameter = {
  name: 'Range',
  in: 'header',
  description: 'One range of bytes.',
  schema: { type: 'string' },
  example: 'bytes=0-1023',
};
export const ifRange: Parameter = {
  name: 'If-Range',
  in: 'header',
  description: 'The range applies only to this ETag.',
  schema: { type: 'string' },
};

const content = { '*/*': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } };

export const fileAnswers: readonly Success[] = [
  { status: 200, description: 'The whole file.', content, headers: { ETag: 'sha256.', 'Accept-Ranges': 'bytes' } },
  { status: 206, description: 'The range.', content, headers: { 'Content-Range': 'Its position.' } },
  { status: 304, description: 'Unchanged.' },
];

const problems = ['not-found', 'erased', 'gone', 'quarantined', 'needs-upgrade'] as const;
const nameOf = (verb: string, noun: string, { noun: kind }: ItemKind): string =>
  kind === 'recording' ? `${verb}${noun}` : `${verb}${capitalized(kind)}${noun}`;

export const artifactExample = ({ example, noun }: ItemKind): object => ({
  name: 'transcript.srt',
  role: 'subtitles',
  media_type: 'application/x-subrip',
  size: 2_048,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  url: `/api/v1/${noun}s/${String(example['id'] ?? example['session_id'])}/artifacts/transcript.srt`,
});

export const listOperation = (kind: ItemKind): OperationOptions => ({
  id: nameOf('list', 'Artifacts', kind),
  tag: 'artifacts',
  scope: 'read',
  summary: `List the files of a ${kind.noun}`,
  description:
    'Lists the stored files, and those that the server makes of the newest words when they are read: `transcript.docx`, `transcript.pdf` and `transcript.md` if ' +
    'there is a transcript, and `youtube-chapters.txt` if there are enough topics.',
  parameters: [idOf(kind)],
  answers: [
    {
      status: 200,
      description: 'Files.',
      type: ArtifactListAnswer,
      example: { items: [artifactExample(kind)], archive_size: 2_048 },
    },
  ],
  problems,
});

export const contentOperation = (kind: ItemKind): OperationOptions => ({
  id: nameOf('get', 'Artifact', kind),
  tag: 'artifacts',
  scope: 'read',
  summary: 'Download a file',
  description:
    'Also with HEAD. The ETag is the sha256 of the content. A signed link opens it without token and cookie. `thumbnail.jpg` is the thumbnail ' +
    'of a recording with a video; the server makes it when it is first read.',
  parameters: [idOf(kind), fileNameOf(kind), range, ifRange, ifNoneMatch],
  answers: fileAnswers,
  problems: [
    ...problems,
    'file-missing',
    'file-damaged',
    'no-pdf',
    'range-not-satisfiable',
    'link-expired',
    'link-invalid',
    'no-processing-service',
  ],
});

export const archiveAnswer = (disposition: string): Success => ({
  status: 200,
  description: 'The archive.',
  content: { 'application/zip': { schema: { type: 'string', contentMediaType: 'application/zip' } } },
  headers: { 'Content-Length': 'Bytes.', 'Content-Disposition': disposition },
});

export const archiveOperation = (kind: ItemKind): OperationOptions => ({
  id: nameOf('get', 'Archive', kind),
  tag: 'artifacts',
  scope: 'read',
  summary: 'Download all files',
  description:
    'One ZIP archive with the files of the list, without compression. It is written while it is sent, and its size is known before. ' +
    'Also with HEAD. There are no ranges: list the files to download a large one in parts.',
  parameters: [idOf(kind)],
  answers: [archiveAnswer('A file name with the title of the item.')],
  problems: [...problems, 'no-file-yet', 'file-missing', 'file-damaged'],
});

export const linkOperation = (kind: ItemKind): OperationOptions => ({
  id: nameOf('link', 'Artifact', kind),
  tag: 'artifacts',
  scope: 'read',
  summary: 'Create a link to a file, for a player',
  description: 'The link opens this file for five minutes, also in parts, without token and cookie.',
  parameters: [idOf(kind), fileNameOf(kind), idempotencyKey],
  answers: [
    {
      status: 201,
      description: 'The link.',
      type: ArtifactLinkAnswer,
      example: {
        url: `https://recordings.example/api/v1/recordings/${String(kind.example['id'])}/artifacts/transcript.srt?expires=1770285900&signature=vB5cLd8hFjA3iOqXwZy6NkpQ4n0W9zK1sYxT7eGm2uR`,
        expires_at: '2026-02-05T10:05:00.000Z',
      },
    },
  ],
  problems: [...problems, 'no-pdf', 'no-processing-service', 'address-unknown'],
});
