import { REQUEST_KINDS } from '@throughline/simulation';
import { Type } from 'typebox';
import { Id, Time, orNull, words } from './recording-schema.js';

/** A request to a simulated output with its answer. */
export const LedgerEntry = Type.Object({
  id: Type.String({ description: 'Of the request; give it back as `after`.' }),
  at: Time,
  kind: words(REQUEST_KINDS),
  asset_id: Id,
  attempt: Type.Integer({ minimum: 1 }),
  attempt_id: Id,
  key: Type.String({ description: 'Names the content of the recording at this output.' }),
  session: orNull(Type.String()),
  follow_up: orNull(Type.String()),
  offset: orNull(Type.Integer({ description: 'The first byte that was sent.' })),
  announced: orNull(Type.Integer({ description: 'Bytes that the sender announced.' })),
  pid: Type.Integer({ description: 'The process that asked.' }),
  answer: orNull(
    Type.Object({
      at: Time,
      code: Type.String({ description: '`ok`, or the code of a refusal.' }),
      lost: Type.Boolean({ description: 'It was given and never arrived.' }),
      bytes: orNull(Type.Integer({ description: 'Taken by this request.' })),
      object: orNull(Type.String({ description: 'What stands there now.' })),
      session: orNull(Type.String()),
    }),
  ),
});
