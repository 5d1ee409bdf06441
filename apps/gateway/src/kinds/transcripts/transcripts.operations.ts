import { artifactExample, idOf, RECORDING_KIND } from '../../items/index.js';
import { SESSION_KIND } from '../sessions/index.js';
import { COMMAND_PROBLEMS, type OperationOptions, type Parameter } from '../../kit/http/operation.js';
import { idempotencyKey, ifNoneMatch } from '../../kit/http/parameters.js';
import {
  CorrectionAnswer,
  SessionCorrectionAnswer,
  TranscriptAnswer,
  TranscriptSoFarAnswer,
  TranscriptVersionsAnswer,
} from './transcript-answers.js';
import { CorrectionBody, SpeakerNameBody } from './transcript.dto.js';

const tag = 'artifacts';
const id = idOf(RECORDING_KIND);
const headers = { ETag: 'The version of this content.' };
const unchanged = { status: 304, description: 'Unchanged.' };
const gone = ['not-found', 'erased', 'gone', 'quarantined', 'needs-upgrade'] as const;

const example = {
  version: '9f86d081884c7d65',
  engine: 'pocketsphinx',
  model: 'en-us',
  language: 'en',
  language_source: 'assumed',
  language_confidence: null,
  confidence: 0.71,
  current: true,
  earlier_run: false,
  draft: true,
  no_speech: false,
  notes: ['language-assumed'],
  speakers: [{ id: 'S1', label: 'Anna', name: 'Anna' }],
  dropped: [{ start: 58.2, end: 61.5, words: 3, reason: 'silence' }],
  removed: [],
  duration: 61.5,
  corrected_at: null,
  corrected_by: null,
  basis: null,
  corrected_segments: 0,
  conflicting_segments: 0,
  newer_than: null,
  outdated_outputs: [],
  segments: [{ id: 0, start: 0.4, end: 2.1, text: 'Good morning everybody.', confidence: 0.8, speaker: 'S1' }],
  topics: [{ title: 'Welcome', start: 0, end: 61.5 }],
  topics_earlier_run: false,
};

const ifMatch: Parameter = {
  name: 'If-Match',
  in: 'header',
  description:
    'Required: the `ETag` of the corrected transcript. Only its words are compared, not its topics. `*` skips the comparison.',
  schema: { type: 'string' },
  example: '*',
};

export const transcriptOperation: OperationOptions = {
  id: 'getTranscript',
  tag,
  scope: 'read',
  summary: 'Read a transcript',
  description:
    'The words with their times, the engine and its scores, and the topics. The files `transcript.txt`, `subtitles.srt` and others are among the artifacts.',
  parameters: [id, ifNoneMatch],
  answers: [
    { status: 200, description: 'The current or requested version.', type: TranscriptAnswer, example, headers },
    unchanged,
  ],
  problems: [...gone, 'no-transcript', 'no-such-version', 'version-gone'],
};

const soFarOperation = {
  scope: 'read',
  summary: 'Read the transcript so far',
  description:
    'The words up to `up_to` while the rest is still being transcribed, or after it has failed. ' +
    'The finished transcript may differ: this text is never delivered and never searched. It is removed with the end of the transcription, or, after a failure, with the start of the next run. ' +
    'Engines that answer for the whole recording at once have no words before the end.',
  answers: [
    {
      status: 200,
      description:
        'The words so far. There are none before the first, and none if no transcription is in progress or has failed.',
      type: TranscriptSoFarAnswer,
      example: {
        partial: true,
        broken_off: false,
        up_to: 722.4,
        duration: 1841,
        engine: 'whisper-cpp',
        language: 'en',
        segments: [{ start: 0.4, end: 2.1, text: 'Good morning everybody.' }],
      },
      headers,
    },
    unchanged,
  ],
  problems: gone,
} as const satisfies Partial<OperationOptions>;

export const transcriptSoFarOperation: OperationOptions = {
  ...soFarOperation,
  id: 'getTranscriptSoFar',
  tag,
  parameters: [id, ifNoneMatch],
};

export const versionsOperation: OperationOptions = {
  id: 'listTranscriptVersions',
  tag,
  scope: 'read',
  summary: 'List the versions of a transcript',
  description: 'The transcripts and corrections of all runs.',
  parameters: [id],
  answers: [
    {
      status: 200,
      description: 'Versions.',
      type: TranscriptVersionsAnswer,
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
  problems: gone,
};

export const notesOperation: OperationOptions = {
  id: 'getShowNotes',
  tag,
  scope: 'read',
  summary: 'Read the show notes',
  description: 'Markdown: the title, the date, and the topics with their times. Markup in titles is escaped.',
  parameters: [id, ifNoneMatch],
  answers: [
    {
      status: 200,
      description: 'The notes.',
      content: { 'text/markdown': { schema: { type: 'string' }, example: '# Weekly talk\n\n2026-02-05\n\n- 0:00 Welcome\n' } },
      headers,
    },
    unchanged,
  ],
  problems: gone,
};

const corrected = {
  version: '5f70a1c4e2b98d36',
  corrected_at: '2026-02-05T11:00:00.000Z',
  corrected_by: '01J0000000000000000000000A',
  basis: example.version,
  newer_than: null,
  outdated_outputs: [],
  revision: '57',
};
const newVersion = { status: 200, description: 'The new version; or the current one if nothing was changed.', headers };

const correctionAnswers: Pick<OperationOptions, 'answers' | 'problems'> = {
  answers: [
    {
      ...newVersion,
      type: CorrectionAnswer,
      example: {
        ...corrected,
        outdated_outputs: [{ id: 'library', target_type: 'folder', status: 'UPLOADED' }],
        files: [artifactExample(RECORDING_KIND)],
      },
    },
  ],
  problems: [
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
    ...COMMAND_PROBLEMS,
  ],
};

export const correctOperation: OperationOptions = {
  id: 'correctTranscript',
  tag,
  scope: 'write',
  summary: 'Correct a transcript',
  description:
    'Makes a new version, and new subtitles and text files under the same names; the answer lists the outputs with the old words. ' +
    'Passages keep their `id`; one without an id is new, a missing one is removed. Unchanged words keep their times, ' +
    'the others share the time of their passage (`word-times-estimated`). Topics keep their times. Earlier versions stay readable. ' +
    'A later transcription keeps the passages that a person wrote and leaves out those that a person removed, if it has the same cut and language; its `newer_than` names the correction.',
  parameters: [id, ifMatch, idempotencyKey],
  body: {
    type: CorrectionBody,
    required: true,
    example: { segments: [{ id: 0, start: 0, end: 1, text: 'Good morning!' }] },
  },
  ...correctionAnswers,
};

const speaker: Parameter = {
  name: 'speaker',
  in: 'path',
  description: 'The `id` of one of the `speakers` of the transcript.',
  schema: { type: 'string' },
  example: 'S1',
};

export const nameSpeakerOperation: OperationOptions = {
  id: 'nameSpeaker',
  tag,
  scope: 'write',
  summary: 'Name a speaker',
  description:
    'Names a speaker in the whole recording: a correction that makes a new version, and new subtitles and text files with the name. ' +
    'A later transcription keeps the name only if the speaker has a channel of the recording, because an engine numbers voices anew each time.',
  parameters: [id, speaker, ifMatch, idempotencyKey],
  body: { type: SpeakerNameBody, required: true, example: { name: 'Anna' } },
  answers: correctionAnswers.answers,
  problems: [...correctionAnswers.problems, 'no-such-speaker'],
};

const sessionTag = SESSION_KIND.tag;
const sessionId = idOf(SESSION_KIND);

export const sessionTranscriptOperation: OperationOptions = {
  id: 'getSessionTranscript',
  tag: sessionTag,
  scope: 'read',
  summary: 'Read the transcript of a session',
  description: 'The words with their times and speakers, the engine and its scores. `download` has the same words as a file.',
  parameters: [sessionId, ifNoneMatch],
  answers: [
    {
      status: 200,
      description: 'The current version.',
      type: TranscriptAnswer,
      example: { ...example, topics: [] },
      headers,
    },
    unchanged,
  ],
  problems: [...gone, 'no-transcript'],
};

export const sessionSoFarOperation: OperationOptions = {
  ...soFarOperation,
  id: 'getSessionTranscriptSoFar',
  tag: sessionTag,
  parameters: [sessionId, ifNoneMatch],
};

export const nameSessionSpeakerOperation: OperationOptions = {
  id: 'nameSessionSpeaker',
  tag: sessionTag,
  scope: 'write',
  summary: 'Name a speaker of a session',
  description: 'Names a speaker in the whole session: a new version of the transcript, which `download` gives from then on.',
  parameters: [sessionId, speaker, ifMatch, idempotencyKey],
  body: { type: SpeakerNameBody, required: true, example: { name: 'Anna' } },
  answers: [{ ...newVersion, type: SessionCorrectionAnswer, example: corrected }],
  problems: [...correctionAnswers.problems, 'no-such-speaker'],
};
