import type { RecordedCommit } from '../asset/fold.js';
import type { HistoryEvent } from '../explain/summarize-event.js';

/** Returns every event of some commits with its position, as a reader of the log gets them. */
export const toHistory = (commits: readonly RecordedCommit[]): readonly HistoryEvent[] =>
  commits.flatMap(({ commit }, at) =>
    commit.events.map((event, index) => ({ event, at: commit.at, position: String(at + 1), index })),
  );
