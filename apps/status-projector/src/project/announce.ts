import { SUBJECTS } from '@throughline/contracts';
import type { Fold } from '../fold/fold.js';
import type { Batch } from '../write/batch.js';

/** Somebody who can tell the world over core NATS. */
export interface Announcer {
  publish(subject: string, payload: string): void;
}

/** Says which rows have changed, after they are written: who follows this never runs ahead of the rows. */
export function announceChanges(announcer: Announcer, fold: Fold, batch: Batch): void {
  for (const { entry } of batch.changed.values()) {
    const { owner } = fold.summary(entry.folded);
    const { assetId, revision, position } = entry;
    announcer.publish(SUBJECTS.changed, JSON.stringify({ assetId, owner, revision, position }));
  }
}
