import { operation } from './operation.js';
import { id, ifNoneMatch } from './parameters.js';

const tag = 'artifacts';
const example = {
  version: '9f86d081884c7d65',
  engine: 'pocketsphinx',
  model: 'en-us',
  language: 'en',
  confidence: 0.71,
  draft: true,
  notes: ['language-assumed'],
  duration: 61.5,
  segments: [{ id: 0, start: 0.4, end: 2.1, text: 'Good morning everybody.', confidence: 0.8 }],
  topics: [{ title: 'Welcome', start: 0, end: 61.5 }],
};

export const transcriptPaths = {
  '/api/v1/recordings/{id}/transcript': {
    get: operation({
      id: 'getTranscript',
      tag,
      summary: 'What was said, and of what',
      description:
        'The words with their times, what has made them and how sure that was, and the topics. As files: `transcript.txt`, `subtitles.srt` and the like.',
      scope: 'read',
      parameters: [id, ifNoneMatch],
      answers: [
        { status: 200, description: 'The newest.', schema: 'Transcript', example, headers: { ETag: 'Of this content.' } },
        { status: 304, description: 'Unchanged.' },
      ],
      problems: ['not-found', 'no-transcript', 'erased', 'gone', 'quarantined'],
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
      problems: ['not-found', 'erased', 'gone', 'quarantined'],
    }),
  },
};
