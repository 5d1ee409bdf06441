import { SUBJECTS } from '@throughline/contracts';
import { comparePosition, parsePosition, type Position } from '@throughline/event-store';
import type { Fold } from '../fold/fold.js';
import type { Batch } from '../write/batch.js';

export interface Announcer {
  publish(subject: string, payload: string): void;
}

interface ChangeAnnouncement {
  readonly assetId: string;
  /** Empty if only the quarantine or blanking touched the row, so that its content is not in memory. */
  readonly owner: string;
  readonly revision: string;
  readonly position: Position;
}

function listAnnouncements(fold: Fold, batch: Batch): readonly ChangeAnnouncement[] {
  const changed = [...batch.changed.values()].map(({ entry: { assetId, revision, position, folded } }) => ({
    assetId,
    owner: fold.summary(folded).owner,
    revision,
    position,
  }));
  const parked = [...batch.parked.values()].map(({ assetId, revision, position }) => ({
    assetId,
    owner: '',
    revision,
    position: parsePosition(position),
  }));
  const blanked = [...batch.blanked].map((assetId) => ({ assetId, owner: '', revision: '', position: batch.to }));
  return [...changed, ...parked, ...blanked].sort((a, b) => comparePosition(a.position, b.position));
}

/**
 * Publishes the changed assets after their rows are written, so subscribers never see a change before its row. `after` is the
 * end of the previous message in the partition and `upTo` the end of this one. A subscriber detects a lost message by a gap
 * between them.
 */
export function announceChanges(announcer: Announcer, fold: Fold, batch: Batch): void {
  const announcements = listAnnouncements(fold, batch);
  let after = batch.from;
  announcements.forEach((one, index) => {
    const upTo = index === announcements.length - 1 ? batch.to : one.position;
    announcer.publish(SUBJECTS.changed, JSON.stringify({ ...one, after, upTo }));
    after = upTo;
  });
}
