import type { OperationOptions, Parameter } from '../kit/http/operation.js';
import { ifNoneMatch } from '../kit/http/parameters.js';
import { fileAnswers, ifRange, range } from '../items/index.js';
import { SHARE_CODE_EXAMPLE } from './share-links.operations.js';
import { OpenShared, SharedItemAnswer, SharedTranscriptAnswer } from './shared.dto.js';

const tag = 'sharing';
const scope = 'open';
const ID = '01J8Z3V5W6X7Y8Z9A0B1C2D3H8';

const link: Parameter = {
  name: 'link',
  in: 'path',
  description: 'The id of a share link, from `POST /api/v1/shared/open`. The cookie of that answer opens it.',
  schema: { type: 'string', pattern: '^[0-9A-Z]{26}$' },
  example: ID,
};
const fileName: Parameter = {
  name: 'name',
  in: 'path',
  description: 'The name of a file of the item.',
  schema: { type: 'string' },
  example: 'video.mp4',
};
const ONE_REFUSAL = 'Links that are unknown, have expired, were revoked, or whose item is deleted, get the same answer.';

const item = {
  id: ID,
  kind: 'recording',
  title: 'Algebra II, lecture 8: Determinants',
  duration_seconds: 2_760,
  has_transcript: true,
  download: true,
  expires_at: '2026-03-07T10:00:00.000Z',
  files: [
    {
      name: 'video.mp4',
      role: 'video',
      media_type: 'video/mp4',
      size: 432_013_312,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      url: `/api/v1/shared/${ID}/files/video.mp4`,
    },
  ],
} satisfies SharedItemAnswer;

const transcript = {
  language: 'en',
  segments: [{ id: 0, start: 0, end: 4.2, text: 'Good morning, everybody.', speaker: 'S1' }],
  speakers: [{ id: 'S1', label: 'Speaker 1' }],
  topics: [{ title: 'Welcome', start: 0, end: 60 }],
} satisfies SharedTranscriptAnswer;

export const openShared: OperationOptions = {
  id: 'openShared',
  tag,
  scope,
  summary: 'Open a share link',
  description:
    'The code is in the body, because addresses appear in logs. The answer sets a cookie for the paths of this link, which lasts for six to ' +
    `twelve hours. Guesses of passwords are limited by link and by address. ${ONE_REFUSAL}`,
  body: { type: OpenShared, required: true, example: { code: SHARE_CODE_EXAMPLE } },
  answers: [{ status: 200, description: 'The item.', type: SharedItemAnswer, example: item }],
  problems: ['share-link-not-valid', 'share-password', 'csrf'],
};

export const readShared: OperationOptions = {
  id: 'readShared',
  tag,
  scope,
  summary: 'Read a shared item',
  description: ONE_REFUSAL,
  parameters: [link],
  answers: [{ status: 200, description: 'The item.', type: SharedItemAnswer, example: item }],
  problems: ['share-link-not-valid'],
};

export const readSharedTranscript: OperationOptions = {
  id: 'readSharedTranscript',
  tag,
  scope,
  summary: 'Read the transcript of a shared recording',
  parameters: [link],
  answers: [{ status: 200, description: 'The transcript.', type: SharedTranscriptAnswer, example: transcript }],
  problems: ['share-link-not-valid', 'no-transcript'],
};

export const readSharedFile: OperationOptions = {
  id: 'readSharedFile',
  tag,
  scope,
  summary: 'Read a file of a shared item',
  description: 'Also with HEAD. Sending ends within 10 seconds after the link has ended.',
  parameters: [link, fileName, range, ifRange, ifNoneMatch],
  answers: fileAnswers,
  problems: ['share-link-not-valid', 'not-found', 'file-missing', 'file-damaged', 'range-not-satisfiable'],
};
