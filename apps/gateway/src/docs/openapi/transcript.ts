import { artifactExample } from './examples.js';
import { MOVES, operation, type Parameter } from './operation.js';
import { id, idempotencyKey, ifNoneMatch } from './parameters.js';

const tag = 'artifacts';
const example = {
  version: '9f86d081884c7d65',
  engine: 'pocketsphinx',
  model: 'en-us',
  language: 'en',
  confidence: 0.71,
  current: true,
  draft: true,
  notes: ['language-assumed'],
  duration: 61.5,
  corrected_at: null,
  corrected_by: null,
  basis: null,
  corrected_segments: 0,
  newer_than: null,
  outdated_outputs: [],
  segments: [{ id: 0, start: 0.4, end: 2.1, text: 'Good morning everybody.', confidence: 0.8 }],
  topics: [{ title: 'Welcome', start: 0, end: 61.5 }],
};

const ifMatch: Parameter = {
  name: 'If-Match',
  in: 'header',
  description:
    'Needed: the `ETag` of the transcript that was corrected. Only its words count, not the topics beside them. `*`: whatever there is.',
  schema: { type: 'string' },
  example: '*',
};

const which: readonly Parameter[] = [
  {
    name: 'version',
    in: 'query',
    description: 'One that an answer gave; without it the words that count now.',
    schema: { type: 'string', pattern: '^[0-9a-f]{16}$' },
  },
  {
    name: 'as_of',
    in: 'query',
    description: 'The words that counted then. A time by the log’s clock, or a position that an answer gave.',
    schema: { type: 'string' },
    example: '2026-11-20T14:03:00Z',
  },
];

const correctedExample = {
  version: '5f70a1c4e2b98d36',
  corrected_at: '2026-02-05T11:00:00.000Z',
  corrected_by: '01J0000000000000000000000A',
  basis: example.version,
  newer_than: null,
  outdated_outputs: [{ id: 'library', target_type: 'folder', status: 'UPLOADED' }],
  revision: '57',
  files: [artifactExample],
};

export const transcriptPaths = {
  '/api/v1/recordings/{id}/transcript/versions': {
    get: operation({
      id: 'listTranscriptVersions',
      tag,
      summary: 'Every version that the transcript had',
      description: 'What engines have heard and what people have made of it, in all runs.',
      scope: 'read',
      parameters: [id],
      answers: [
        {
          status: 200,
          description: 'Versions.',
          schema: 'TranscriptVersions',
          example: {
            items: [
              {
                version: example.version,
                kind: 'heard',
                made_at: '2026-02-05T10:40:00.000Z',
                corrected_by: null,
                basis: null,
                segments: null,
                corrected_segments: null,
                current: true,
                available: true,
              },
            ],
          },
        },
      ],
      problems: ['not-found', 'erased', 'gone', 'quarantined', 'needs-upgrade'],
    }),
  },
  '/api/v1/recordings/{id}/transcript': {
    get: operation({
      id: 'getTranscript',
      tag,
      summary: 'What was said, and of what',
      description:
        'The words with their times, what has made them and how sure that was, and the topics. As files: `transcript.txt`, `subtitles.srt` and the like.',
      scope: 'read',
      parameters: [id, ...which, ifNoneMatch],
      answers: [
        {
          status: 200,
          description: 'The words that count, or those that were asked for.',
          schema: 'Transcript',
          example,
          headers: { ETag: 'Of this content.' },
        },
        { status: 304, description: 'Unchanged.' },
      ],
      problems: [
        'invalid',
        'not-found',
        'no-transcript',
        'no-such-version',
        'erased',
        'gone',
        'version-gone',
        'quarantined',
        'needs-upgrade',
      ],
    }),
    put: operation({
      id: 'correctTranscript',
      tag,
      summary: 'Correct what was heard',
      description:
        'Makes a new version, new subtitles and new text files under the same names, and says which deliveries hold the old words. ' +
        'Passages keep their `id`; one without an id is new, one that is left out is gone. Words that were not touched keep their times, ' +
        'the others share the time of their passage (`word-times-estimated`). Topics keep theirs. Every earlier version stays readable. ' +
        'A later run that transcribes again counts more than a correction; `newer_than` then says which one it stands before.',
      scope: 'write',
      parameters: [id, ifMatch, idempotencyKey],
      body: {
        type: 'application/json',
        required: true,
        schema: 'Correction',
        example: { segments: [{ id: 0, start: 0, end: 1, text: 'Good morning!' }] },
      },
      answers: [
        {
          status: 200,
          description: 'The new version; or the one that counts, where nothing in it was changed.',
          schema: 'CorrectionAnswer',
          example: correctedExample,
          headers: { ETag: 'Of that version.' },
        },
      ],
      problems: [
        'invalid',
        'not-found',
        'no-transcript',
        'transcribing',
        'deleted',
        'expired',
        'erased',
        'refused',
        'transcript-changed',
        'precondition-required',
        'storage-full',
        ...MOVES,
      ],
    }),
  },
  '/api/v1/recordings/{id}/show-notes': {
    get: operation({
      id: 'getShowNotes',
      tag,
      summary: 'Show notes, to be copied',
      description:
        'Markdown: the title, the date, and the topics with their times. What stands in a title is text there, and nothing else.',
      scope: 'read',
      parameters: [id, ifNoneMatch],
      answers: [
        {
          status: 200,
          description: 'The notes.',
          content: {
            'text/markdown': { schema: { type: 'string' }, example: '# Weekly talk\n\n2026-02-05\n\n- 0:00 Welcome\n' },
          },
          headers: { ETag: 'Of this content.' },
        },
        { status: 304, description: 'Unchanged.' },
      ],
      problems: ['not-found', 'erased', 'gone', 'quarantined', 'needs-upgrade'],
    }),
  },
};
