import { ulid } from 'ulid';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { fuzzDepth } from './config.js';
import type { Numbered } from './create-numbered.js';

interface SelectedItems {
  readonly kept: readonly string[];
  readonly foreign: readonly string[];
}

/** At full depth all items. Otherwise a ready one and some in other states: their archives are what takes the time of the reads. */
const select = (items: readonly string[]): readonly string[] =>
  fuzzDepth.isFull ? items : items.filter((_, index) => index % 5 === 4);

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
  const selected = select(kept);
  return { make: () => add(owner, selected), kept: [await add(owner, selected)], foreign: [await add(stranger, foreign)] };
}
