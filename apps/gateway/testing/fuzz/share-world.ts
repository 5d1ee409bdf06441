import { ulid } from 'ulid';
import { hashOf } from '#src/people/tokens/token.js';
import { newSecret } from '#src/people/sign-in/session.js';
import { SHARE_CODE_EXAMPLE } from '#src/sharing/share-links.operations.js';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import type { Numbered } from './create-numbered.js';

const HOUR_MS = 3_600_000;
const MOST = 1_000;

interface SharedItems {
  readonly kept: readonly string[];
  readonly foreign: readonly string[];
}

/** Links to recordings of the fuzzing user and of a stranger. One has the code of the documented example. */
export async function createShareLinks(
  { ports, owner }: MemoryGateway,
  stranger: string,
  { kept, foreign }: SharedItems,
): Promise<Numbered> {
  const add = async (libraryId: string, itemId = '', code = newSecret()): Promise<string> => {
    const id = ulid();
    const expiresAt = new Date(Date.now() + HOUR_MS).toISOString();
    const link = { id, hash: hashOf(code), libraryId, itemId, kind: 'recording', madeBy: libraryId, expiresAt } as const;
    await ports.shareLinks.add({ ...link, passwordHash: undefined, download: true }, MOST);
    return id;
  };
  await add(owner, kept[0], SHARE_CODE_EXAMPLE);
  return {
    make: () => add(owner, kept[0]),
    kept: [await add(owner, kept[0]), await add(owner, kept[1])],
    foreign: [await add(stranger, foreign[0]), await add(stranger, foreign[1])],
  };
}
