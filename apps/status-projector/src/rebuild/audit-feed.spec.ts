import { START } from '@throughline/event-store';
import type { AuditRow } from '../fold/audit-row.js';
import { Batch } from '../write/batch.js';
import { AuditFeed } from './audit-feed.js';

const row = (position: number, asset_id = 'a', event_index = 0): AuditRow => ({
  position: String(position),
  event_index,
  asset_id,
  owner: 'owner-1',
  commit_id: `commit-${String(position)}`,
  type: 'StepStarted',
  step: 'TRIM',
  status_after: 'PROCESSING',
  failed_after: false,
  progress_after: null,
  message: 'started',
  detail: '{}',
  actor_kind: 'service',
  actor_id: 'spec',
  occurred_at: '2026-01-01T00:00:00.000Z',
  imported: false,
  recorded_at: '2026-01-01T00:00:00.000Z',
});
const taken = (feed: AuditFeed, batch: Batch): string[] =>
  feed.take(batch).map(({ asset_id, position, event_index }) => `${asset_id} ${position}/${String(event_index)}`);

describe('feeding audit rows into a rebuild', () => {
  it('hands every row over once and leaves nothing behind', () => {
    const [feed, batch] = [new AuditFeed(), new Batch(START)];
    batch.audit.push(row(1), row(1, 'a', 1), row(2, 'b'));
    expect(taken(feed, batch)).toEqual(['a 1/0', 'a 1/1', 'b 2/0']);
    expect(taken(feed, batch)).toEqual([]);
  });

  it('takes only new rows from a history that was folded again', () => {
    const [feed, batch] = [new AuditFeed(), new Batch(START)];
    batch.audit.push(row(1), row(3));
    expect(taken(feed, batch)).toEqual(['a 1/0', 'a 3/0']);
    // Commit 5 was unreadable, 7 waited after it, and 9 discards 5.
    batch.backfill.push(row(1), row(3), row(7), row(9), row(9, 'a', 1));
    expect(taken(feed, batch)).toEqual(['a 7/0', 'a 9/0', 'a 9/1']);
  });

  it('takes each row once if the history was folded again among its first commits', () => {
    const [feed, batch] = [new AuditFeed(), new Batch(START)];
    batch.audit.push(row(1), row(11));
    batch.backfill.push(row(1), row(7), row(9));
    expect(taken(feed, batch).sort()).toEqual(['a 1/0', 'a 11/0', 'a 7/0', 'a 9/0']);
    batch.backfill.push(row(1), row(7), row(9), row(11), row(13));
    expect(taken(feed, batch)).toEqual(['a 13/0']);
  });
});
