import { ulid } from 'ulid';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import type { Numbered } from './create-numbered.js';

interface SelectedItems {
  readonly kept: readonly string[];
  readonly foreign: readonly string[];
}

/** Selections of the fuzzing user and of a stranger, each of own recordings. */
export async function createSelections(
  { ports, owner }: MemoryGateway,
  stranger: string,
  { kept, foreign }: SelectedItems,
): Promise<Numbered> {
  const add = async (userId: string, itemIds: readonly string[]): Promise<string> => {
    const id = ulid();
    await ports.selections.add({ id, userId, libraryId: userId, itemIds, files: 'all' });
    return id;
  };
  return { make: () => add(owner, kept), kept: [await add(owner, kept)], foreign: [await add(stranger, foreign)] };
}
