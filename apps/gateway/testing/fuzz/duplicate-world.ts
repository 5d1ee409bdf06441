import { decisionIdOf } from '#src/duplicates/pairs.js';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { upload } from '#src/testing/upload.js';
import type { Numbered } from './create-numbered.js';

interface Items {
  readonly kept: readonly string[];
  readonly foreign: readonly string[];
}

/** Decisions to keep items of the fuzzing user and of a stranger, and two items of each with the same file. */
export async function createDuplicates(
  gateway: MemoryGateway,
  [stranger, secret]: readonly [string, string],
  { kept, foreign }: Items,
): Promise<Numbered> {
  const keep = async (libraryId: string, [first = '', ...others]: readonly string[], pick: number): Promise<string> => {
    const itemIds = [first, others[pick % others.length] ?? ''];
    const id = decisionIdOf(itemIds);
    await gateway.ports.duplicates.keep({ id, libraryId, itemIds });
    return id;
  };
  const pairs = [
    ['My talk', gateway.token],
    [secret, await gateway.tokenFor(['write'], stranger)],
  ] as const;
  for (const [mark, token] of pairs)
    for (let time = 0; time < 2; time += 1)
      await upload(gateway, { token, bytes: `${mark} twice`, fields: { title: mark, allow_duplicate: 'true' } });
  let made = 1;
  return {
    make: () => keep(gateway.owner, kept, (made += 1)),
    kept: [await keep(gateway.owner, kept, 0), await keep(gateway.owner, kept, 1)],
    foreign: [await keep(stranger, foreign, 0), await keep(stranger, foreign, 1)],
  };
}
