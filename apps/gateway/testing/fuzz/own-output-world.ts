import type { MemoryGateway } from '#src/testing/memory-gateway.js';

interface OwnOutputs {
  readonly make: () => Promise<string>;
  readonly kept: readonly string[];
  readonly foreign: readonly string[];
}

export async function createOwnOutputs({ ports, owner }: MemoryGateway, stranger: string, secret: string): Promise<OwnOutputs> {
  const content = { type: 'folder', settings: { folder: 'library' }, credentialId: undefined };
  let made = 0;
  const add = async (libraryId: string, name: string): Promise<string> => {
    made += 1;
    const added = await ports.ownOutputs.add({ libraryId, name: `${name}-${String(made)}`, ...content });
    if (typeof added === 'string') throw new Error(added);
    return String(added.id);
  };
  return {
    make: () => add(owner, 'mine'),
    kept: [await add(owner, 'mine'), await add(owner, 'mine')],
    foreign: [await add(stranger, secret), await add(stranger, secret)],
  };
}
