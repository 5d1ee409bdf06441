import { Type } from 'typebox';
import { about, count, id, orNull, text, time, words } from './field.js';

const decision = words(['discard', 'retry'], 'What was decided.');

const place = {
  position: text('Of the first commit in the way, in the log.'),
  code: words(
    ['undecodable', 'newer-schema', 'history-gap', 'fold-failed', 'unstorable'],
    'The kind of trouble. `newer-schema`: a newer release wrote to the item, which goes on by itself after an upgrade.',
  ),
  reason: text('Names kinds and fields, never content.'),
  since: time('When that commit was stored.'),
};

/** The place and the reason at which an item's history cannot be applied, as a field of the item. */
export const quarantinePlace = orNull(
  about('Where and why the history of the item cannot be applied; null where it can.', Type.Object(place)),
);

const item = {
  id: id('Of the item.'),
  ...place,
  commit_id: orNull(text('Of the commit in the way; null where the projection does not know it.')),
  waiting_commits: count('Commits that came after it and wait.'),
};

export const quarantineAnswers = {
  QuarantineList: Type.Object({ items: about('The oldest first.', Type.Array(Type.Object(item))) }),
  QuarantinedItem: Type.Object({
    ...item,
    obstacles: about(
      'Every commit in the way, the first one first: each has to be discarded. Empty where all can be read.',
      Type.Array(
        Type.Object({
          commit_id: text('Of the commit, or made of its bytes where it has none.'),
          position: text('In the log.'),
          stored_at: time('When it was stored.'),
          code: place.code,
          reason: place.reason,
        }),
      ),
    ),
    readable_commits: count('Commits of the item that can be read.'),
    decisions: about(
      'What was decided about the item before.',
      Type.Array(
        Type.Object({
          decision,
          commit_id: orNull(text('Of the commit that was discarded.')),
          reason: orNull(text('As it was given.')),
          by: text('Id of the user.'),
          at: time('When.'),
          position: text('Of the decision in the log.'),
        }),
      ),
    ),
  }),
  QuarantineDecision: Type.Object({
    id: id('Of the item.'),
    decision,
    commit_id: orNull(text('Of the commit that was discarded.')),
    position: text('Of the decision in the log. The item is shown as before until the projection has come to it.'),
  }),
};

const reason = Type.Optional(
  about(
    'Why, for whoever reads the history later. Sealed with the words of the item.',
    Type.String({ minLength: 1, maxLength: 500 }),
  ),
);

export const quarantineRequests = {
  RetryQuarantined: Type.Object({ reason }),
  DiscardQuarantined: Type.Object({
    reason,
    commit_id: Type.Optional(
      about(
        'The commit that is meant, one of `obstacles`. Left out: the one that is in the way now.',
        Type.String({ minLength: 1, maxLength: 200 }),
      ),
    ),
  }),
};
