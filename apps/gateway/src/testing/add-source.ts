import type { Source, SourceContent } from '../sources/source.js';
import type { MemoryGateway } from './memory-gateway.js';

/** Adds a source for specs: by default to the library of the gateway's owner, a folder that is synced on request. */
export async function addSource(
  { ports, owner }: MemoryGateway,
  change: Partial<Pick<Source, 'libraryId'> & SourceContent> = {},
): Promise<Source> {
  const added = await ports.sources.add({
    libraryId: owner,
    name: 'Lectures',
    type: 'folder',
    settings: {},
    credentialId: undefined,
    brings: 'recording',
    templateId: undefined,
    isRun: false,
    intervalMinutes: undefined,
    ...change,
  });
  if (typeof added === 'string') throw new Error(added);
  return added;
}
