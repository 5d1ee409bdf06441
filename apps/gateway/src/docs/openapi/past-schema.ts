import { DOCUMENT_STATUSES, RECORDING_STATUSES } from '@throughline/contracts';
import type { ItemNoun } from '@throughline/domain';
import { Type, type TObject } from 'typebox';
import { about, flag, id, orNull, text, time, words } from './field.js';

/** A page of items, called by `noun`, as they were. */
const pastList = (noun: ItemNoun, statuses: readonly string[]): TObject =>
  Type.Object({
    items: Type.Array(
      Type.Object({
        id: id(`The ${noun}.`),
        title: orNull(text('Of today: the audit log holds no words of people.')),
        status: words(statuses, 'As it was then, by the rules of then.'),
        failed: flag('Whether it counted as failed then.'),
        deleted: flag('Whether it was deleted then.'),
        created_at: time('When it was registered.'),
        updated_at: time('When its last event before the moment was stored.'),
      }),
      { description: 'One page of them, the newest registration first.' },
    ),
    next_cursor: orNull(text('Give it back as `cursor` for the next page; null on the last.')),
    counts: Type.Record(Type.String(), Type.Integer(), { description: 'How many there are of each status, on all pages.' }),
    as_of: about(
      'The moment that the answer is of.',
      Type.Object({ position: text('Gives the same answer again as `as_of`.'), time: time('By the clock of the log.') }),
    ),
  });

/** What `as_of` asks a list for. */
export const pastAnswers = {
  PastRecordingList: pastList('recording', RECORDING_STATUSES),
  PastDocumentList: pastList('document', DOCUMENT_STATUSES),
};
