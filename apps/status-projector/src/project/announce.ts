import { SUBJECTS } from '@throughline/contracts';
import { comparePosition, parsePosition, type Position } from '@throughline/event-store';
import type { Fold } from '../fold/fold.js';
import type { Batch } from '../write/batch.js';

/** Somebody who can tell the world over core NATS. */
export interface Announcer {
  publish(subject: string, payload: string): void;
}

interface Told {
  readonly assetId: string;
  /** Empty where the row that was touched is not at hand. */
  readonly owner: string;
  readonly revision: string;
  readonly position: Position;
}

/** Every asset whose row is another one now, in the order of the log. */
function toldOf(fold: Fold, batch: Batch): readonly Told[] {
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
 * Says which rows have changed, after they are written: who follows this never runs ahead of the rows. Each says where the one
 * before it ended in the partition (`after`) and how far everything is told with it (`upTo`), so that whoever misses one notices.
 */
export function announceChanges(announcer: Announcer, fold: Fold, batch: Batch): void {
  const told = toldOf(fold, batch);
  let after = batch.from;
  told.forEach((one, index) => {
    const upTo = index === told.length - 1 ? batch.to : one.position;
    announcer.publish(SUBJECTS.changed, JSON.stringify({ ...one, after, upTo }));
    after = upTo;
  });
}
