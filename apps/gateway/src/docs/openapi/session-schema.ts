import { SESSION_STATUSES } from '@throughline/contracts';
import { Type } from 'typebox';
import { Outcome, previewSchema } from './command-answers.js';
import { Action, Terminal, life } from './recording-schema.js';
import { Stalled } from './step-schema.js';
import { about, id, orNull, text, time, words } from './field.js';

/*
 * Sessions: speech to text and nothing else.
 */
const seconds = (what: string) => orNull(Type.Number({ minimum: 0 }), what);

const session = {
  session_id: id('The session.'),
  terminal: Terminal,
  status: words(
    SESSION_STATUSES,
    'It goes from `pending` to `processing`, on to `completed` or `failed`, and from `failed` back by a retry. Deleting changes it only where it stops work.',
  ),
  progress: Type.Integer({
    minimum: 0,
    maximum: 100,
    description: 'Seven parts work, three parts time, where four times the audio is expected. Below 100 until it is completed.',
  }),
  estimated_completion: orNull(time('When it is done, at the speed that it had so far. Never in the past.')),
  started_at: orNull(time('When the transcription began.')),
  message: text('For people.'),
  duration_processed: seconds('Seconds of the audio that are done.'),
  duration_total: seconds('Seconds of the audio; null until it is there.'),
  allowed: Type.Array(Type.Enum(['retry', 'upload', 'download']), { description: 'What can be done next.' }),
  title: orNull(text('For people.')),
  audio_filename: orNull(text('Of the uploaded file.')),
  transcription_job_id: orNull(id('The attempt that works on it, or did last.')),
  failed_reason: orNull(text('What went wrong, in words, or why there is no text; `cancelled` where a person has stopped it.')),
  retryable: orNull(Type.Boolean(), 'Whether a retry may help; null where nothing has failed.'),
  processing_duration: seconds('Seconds that it took, once it is completed.'),
  speed: seconds('Seconds of audio in a second of work, once it is completed.'),
  ...life,
  allowed_actions: Type.Array(Action, { description: 'Whether it can be deleted, restored and erased now, and why not.' }),
  created_at: time('When it was registered.'),
  updated_at: time('When anything of it changed last.'),
  revision: text('Opaque.'),
  stalled: Stalled,
};

const Session = Type.Object(session);
const SessionCommandAnswer = Type.Object({ ...session, outcome: about('What became of the request.', Outcome) });
const SessionPreview = previewSchema('session', SESSION_STATUSES);

export const sessionAnswers = {
  Session,
  SessionCommandAnswer,
  SessionPreview,
  SessionCommandOrPreview: Type.Union([SessionCommandAnswer, SessionPreview], {
    description: 'With `dry_run=true` a SessionPreview.',
  }),
  SessionList: Type.Object({
    items: Type.Array(about('A session.', Session), { description: 'Newest first.' }),
    next_cursor: orNull(text('Give it back as `cursor` for the next page; null on the last.')),
  }),
};
