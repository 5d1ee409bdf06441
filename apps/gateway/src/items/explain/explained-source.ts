import {
  FOLD_VERSION,
  explainStateAlone,
  explainStatus,
  foldPersonal,
  initialPersonal,
  isPresent,
  type HistoryEvent,
  type PersonalData,
  recordedAt,
} from '@throughline/domain';
import type { History, Revision } from '@throughline/event-store';
import { Problem } from '../../kit/http/problems/problem.js';
import { isForeign } from '../read/item-loader.js';
import { collectUserIds } from '../read/item-view.js';
import { rowFacts, type RowFacts, type RowLookup } from './row-facts.js';

/** The material of an explanation: the item's log, or its row if the log did not answer. */
export interface ExplainedSource extends ReturnType<typeof explainStatus> {
  readonly from: 'log' | 'row';
  readonly personal: PersonalData;
  readonly revision: Revision;
  /** The users who sent commands to the item. Their ids may be in its texts. */
  readonly userIds: readonly string[];
  readonly projection: RowFacts;
}

const eventsOf = (history: History): readonly HistoryEvent[] =>
  history.commits.flatMap((recorded) => {
    const { assetId: _asset, ...at } = recordedAt(recorded);
    return recorded.commit.events.map((event, index) => ({ event, ...at, position: String(recorded.position), index }));
  });

export const sourceFromLog = (id: string, history: History, row: RowLookup): ExplainedSource => ({
  ...explainStatus(id, eventsOf(history)),
  from: 'log',
  personal: history.commits.flatMap(({ commit }) => commit.events).reduce(foldPersonal, initialPersonal),
  revision: history.revision,
  userIds: history.commits.flatMap(({ commit: { actor } }) => (actor.kind === 'user' ? [actor.id] : [])),
  projection: rowFacts(row, history),
});

/** Throws `unavailable` if the item has no row that this build can read. The answer is the same for another owner's item. */
export function sourceFromRow(row: RowLookup, owner: string): ExplainedSource {
  if (row === undefined || row === 'away' || isForeign(row, owner) || row.foldVersion !== FOLD_VERSION || !isPresent(row.state))
    throw new Problem('unavailable', { headers: { 'retry-after': '2' } });
  return {
    ...explainStateAlone(row.state),
    from: 'row',
    personal: row.personal,
    revision: row.revision,
    userIds: collectUserIds(row.state),
    projection: {
      state: 'unknown',
      says: 'The log did not answer in time. This explanation is from the row that lists show: it lacks the events behind it, and may lack newer changes.',
      revision: row.revision,
      behind: null,
    },
  };
}
