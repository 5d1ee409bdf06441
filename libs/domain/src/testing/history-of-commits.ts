import type { RecordedCommit } from '../asset/fold.js';
import type { HistoryEvent } from '../explain/told-event.js';

/** Commits as a reader of the log has them: every event with its place. */
export const historyOfCommits = (commits: readonly RecordedCommit[]): readonly HistoryEvent[] =>
  commits.flatMap(({ commit }, at) =>
    commit.events.map((event, index) => ({ event, at: commit.at, position: String(at + 1), index })),
  );
