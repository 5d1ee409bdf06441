import { isPresent } from '@throughline/domain';
import { NO_REVISION, compareRevision, type Revision } from '@throughline/event-store';
import type { ClientPositions } from '../../adapters/projection/index.js';
import type { CommandToDecide } from './decide-item.js';

/**
 * Works, and tells clients at the end what has changed, also after an error. Not after each item: reads would wait for the
 * projector all the time.
 */
export async function showChanges<T>(
  shown: Pick<ClientPositions, 'ofLog'>,
  libraryId: string,
  work: (onChanged: CommandToDecide['onChanged']) => Promise<T>,
): Promise<T> {
  const newest = new Map<string, Revision>();
  try {
    return await work(({ state, revision }) => {
      // After a move, both libraries must see it.
      for (const library of [libraryId, isPresent(state) ? state.owner : libraryId])
        if (compareRevision(revision, newest.get(library) ?? NO_REVISION) > 0) newest.set(library, revision);
    });
  } finally {
    for (const [library, revision] of newest) shown.ofLog(library, revision);
  }
}
