import { RestoredLogError } from '../errors/errors.js';
import type { EventStore } from '../event-store.js';
import { START, comparePosition, type Position } from '../order/order.js';

export interface Checkpoint {
  readonly incarnation: string;
  readonly position: Position;
  /**
   * Id of the commit at `position`. `undefined` at the start of the log, and for a message that an older release could not
   * name.
   */
  readonly commitId: string | undefined;
}

export type Continuity = { readonly kind: 'ok' } | { readonly kind: 'restored'; readonly detail: string };
const restored = (detail: string): Continuity => ({ kind: 'restored', detail });

/** Checks that the log is the one that the checkpoint was taken from, not an older copy or another log. */
export async function verifyContinuity(
  store: Pick<EventStore, 'incarnation' | 'commitIdAt'>,
  checkpoint: Checkpoint,
): Promise<Continuity> {
  const { id, last } = await store.incarnation();
  if (id !== checkpoint.incarnation) return restored(`it is another log (incarnation ${id}, not ${checkpoint.incarnation})`);
  if (checkpoint.position === START) return { kind: 'ok' };
  if (comparePosition(last, checkpoint.position) < 0) return restored(`it ends at ${last}, before ${checkpoint.position}`);
  const found = await store.commitIdAt(checkpoint.position);
  if (checkpoint.commitId !== undefined && found !== checkpoint.commitId)
    return restored(`at ${checkpoint.position} stands commit ${found ?? '(none)'}, not ${checkpoint.commitId}`);
  return { kind: 'ok' };
}

export async function requireContinuity(
  store: Pick<EventStore, 'incarnation' | 'commitIdAt'>,
  checkpoint: Checkpoint,
): Promise<void> {
  const continuity = await verifyContinuity(store, checkpoint);
  if (continuity.kind === 'restored') throw new RestoredLogError(continuity.detail);
}
