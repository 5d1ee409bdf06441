import { RECORDING_STATUSES } from '@throughline/contracts';
import { Type } from 'typebox';
import { about, flag, id, orNull, text, time, words } from './field.js';

const PastRecording = Type.Object({
  id: id('The recording.'),
  title: orNull(text('Of today: the audit log holds no words of people.')),
  status: words(RECORDING_STATUSES, 'As it was then, by the rules of then.'),
  failed: flag('Whether it counted as failed then.'),
  deleted: flag('Whether it was deleted then.'),
  created_at: time('When it was registered.'),
  updated_at: time('When its last event before the moment was stored.'),
});

/** What `as_of` asks a list for. */
export const pastAnswers = {
  PastRecordingList: Type.Object({
    items: Type.Array(PastRecording, { description: 'One page of them, the newest registration first.' }),
    next_cursor: orNull(text('Give it back as `cursor` for the next page; null on the last.')),
    counts: Type.Record(Type.String(), Type.Integer(), { description: 'How many there are of each status, on all pages.' }),
    as_of: about(
      'The moment that the answer is of.',
      Type.Object({ position: text('Gives the same answer again as `as_of`.'), time: time('By the clock of the log.') }),
    ),
  }),
};
