import { REQUEST_KINDS } from '@throughline/simulation';
import { Type } from 'typebox';
import { id, orNull, text, time, words } from './field.js';

/** A request to a simulated output with its answer. */
export const LedgerEntry = Type.Object({
  id: Type.String({ description: 'Of the request; give it back as `after`.' }),
  at: time('When it came.'),
  kind: words(REQUEST_KINDS, 'What was asked.'),
  asset_id: id('The recording.'),
  attempt: Type.Integer({ minimum: 1, description: 'Number of the attempt that asked.' }),
  attempt_id: id('The attempt that asked.'),
  key: Type.String({ description: 'Names the content of the recording at this output.' }),
  session: orNull(text('The upload session that it was about.')),
  follow_up: orNull(text('The follow-up that it was about.')),
  offset: orNull(Type.Integer({ description: 'The first byte that was sent.' })),
  announced: orNull(Type.Integer({ description: 'Bytes that the sender announced.' })),
  pid: Type.Integer({ description: 'The process that asked.' }),
  answer: orNull(
    Type.Object({
      at: time('When it was given.'),
      code: Type.String({ description: '`ok`, or the code of a refusal.' }),
      lost: Type.Boolean({ description: 'It was given and never arrived.' }),
      bytes: orNull(Type.Integer({ description: 'Taken by this request.' })),
      object: orNull(Type.String({ description: 'What stands there now.' })),
      session: orNull(text('The upload session that was opened.')),
    }),
    'What was answered; null while nothing was.',
  ),
});
