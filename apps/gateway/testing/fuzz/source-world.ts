import type { MemoryGateway } from '#src/testing/memory-gateway.js';

interface Sources {
  readonly make: () => Promise<string>;
  readonly kept: readonly string[];
  readonly foreign: readonly string[];
}

export async function createSources({ ports, owner }: MemoryGateway, stranger: string, secret: string): Promise<Sources> {
  const content = {
    type: 'folder',
    settings: { folder: 'inbox' },
    credentialId: undefined,
    brings: 'recording',
    templateId: undefined,
    isRun: false,
    intervalMinutes: undefined,
  } as const;
  let made = 0;
  const add = async (libraryId: string, name: string): Promise<string> => {
    made += 1;
    const added = await ports.sources.add({ libraryId, name: `${name} ${String(made)}`, ...content });
    if (typeof added === 'string') throw new Error(added);
    return String(added.id);
  };
  return {
    make: () => add(owner, 'Mine'),
    kept: [await add(owner, 'Mine'), await add(owner, 'Mine')],
    foreign: [await add(stranger, secret), await add(stranger, secret)],
  };
}
