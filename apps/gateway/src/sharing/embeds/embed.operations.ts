import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { ifNoneMatch } from '../../kit/http/parameters.js';
import { fileAnswers, ifRange, range } from '../../items/index.js';
import { EmbeddedSetAnswer, EmbeddedTranscriptAnswer } from './embed.dto.js';
import { EMBED_CODE_EXAMPLE } from './embeds.operations.js';

const tag = 'sharing';
const scope = 'open';
const ID = '01J8Z3V5W6X7Y8Z9A0B1C2D3HA';
const BASE = `/api/v1/embedded/${EMBED_CODE_EXAMPLE}/recordings/${ID}`;

const ONE_REFUSAL = 'Embeds that are unknown, have expired, were revoked or got another address, get the same answer.';

const code: Parameter = {
  name: 'code',
  in: 'path',
  description: 'The secret code in the address of an embed.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
  example: EMBED_CODE_EXAMPLE,
};
const recording: Parameter = {
  name: 'recording',
  in: 'path',
  description: 'The id of a recording in this embed.',
  schema: { type: 'string', pattern: '^[0-9A-Z]{26}$' },
  example: ID,
};
const file: Parameter = {
  name: 'file',
  in: 'path',
  description: 'A name of the embed, such as `media.mp4` or `captions.vtt`.',
  schema: { type: 'string' },
  example: 'media.mp4',
};

export const readEmbedded: OperationOptions = {
  id: 'readEmbedded',
  tag,
  scope,
  summary: 'List the recordings of a player in another page',
  description: `The page \`/embed/{code}\` reads it. ${ONE_REFUSAL} An embed answers 100 fetches at once, and then five in a second; to one address 30, and then one in a second.`,
  parameters: [code],
  answers: [
    {
      status: 200,
      description: 'The recordings.',
      type: EmbeddedSetAnswer,
      example: {
        title: 'Algebra II',
        items: [
          {
            id: ID,
            title: 'Algebra II, lecture 8: Determinants',
            duration_seconds: 2_760,
            media: { media_type: 'video/mp4', url: `${BASE}/files/media.mp4?v=5f4dcc3b5aa7` },
            captions: { media_type: 'text/vtt', url: `${BASE}/files/captions.vtt?v=9b74c9897bac` },
            has_transcript: true,
          },
        ],
      } satisfies EmbeddedSetAnswer,
    },
  ],
  problems: ['embed-not-valid'],
};

export const readEmbeddedTranscript: OperationOptions = {
  id: 'readEmbeddedTranscript',
  tag,
  scope,
  summary: 'Read the transcript of a recording in an embed',
  description: 'Transcripts have the limits of the list, counted apart from it.',
  parameters: [code, recording],
  answers: [
    {
      status: 200,
      description: 'The transcript.',
      type: EmbeddedTranscriptAnswer,
      example: {
        language: 'en',
        segments: [{ id: 0, start: 0, end: 4.2, text: 'Good morning, everybody.', speaker: 'S1' }],
        speakers: [{ id: 'S1', label: 'Speaker 1' }],
      } satisfies EmbeddedTranscriptAnswer,
    },
  ],
  problems: ['embed-not-valid', 'no-transcript'],
};

export const readEmbeddedFile: OperationOptions = {
  id: 'readEmbeddedFile',
  tag,
  scope,
  summary: 'Read a file of a recording in an embed',
  description: 'Also with HEAD. Sending ends within 10 seconds after the embed has ended, or no longer lists the recording.',
  parameters: [code, recording, file, range, ifRange, ifNoneMatch],
  answers: fileAnswers,
  problems: ['embed-not-valid', 'file-missing', 'file-damaged', 'range-not-satisfiable'],
};
