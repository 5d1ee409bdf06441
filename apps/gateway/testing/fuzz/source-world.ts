import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { NO_COUNTS } from '#src/sources/syncs/sync.js';
import type { Numbered } from './create-numbered.js';

/** Creates sources with one sync each, for the fuzzing user and for a stranger. */
export async function createSources({ ports, owner }: MemoryGateway, stranger: string, secret: string): Promise<Numbered> {
  const content = {
    type: 'folder',
    settings: { folder: 'inbox' },
    credentialId: undefined,
    brings: 'recording',
    templateId: undefined,
    isRun: false,
    intervalMinutes: undefined,
  } as const;
  const syncs = new Map<string, string>();
  let made = 0;
  const add = async (libraryId: string, name: string): Promise<string> => {
    made += 1;
    const added = await ports.sources.add({ libraryId, name: `${name} ${String(made)}`, ...content });
    if (typeof added === 'string') throw new Error(added);
    const claim = await ports.syncs.begin(added.id, { trigger: 'user', isDryRun: false, from: undefined, to: undefined }, 60_000);
    if (claim === undefined) throw new Error('a new source is busy');
    const none = { counts: NO_COUNTS, entries: [], waiting: [], cursor: undefined, problem: undefined, againInMs: undefined };
    await ports.syncs.finish(claim, none);
    syncs.set(String(added.id), claim.sync.id);
    return String(added.id);
  };
  return {
    make: () => add(owner, 'Mine'),
    kept: [await add(owner, 'Mine'), await add(owner, 'Mine')],
    foreign: [await add(stranger, secret), await add(stranger, secret)],
    partOf: (id) => syncs.get(id),
  };
}
