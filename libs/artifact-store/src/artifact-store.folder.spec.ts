import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderArtifactStore } from './artifact-store.folder.js';
import { artifactStoreContract } from './testing/artifact-store.contract.js';

artifactStoreContract('folder', async () => {
  const root = await mkdtemp(join(tmpdir(), 'tl artifacts-'));
  return {
    store: await openFolderArtifactStore(root),
    leftovers: async () => [...(await readdir(join(root, 'tmp'))), ...(await readdir(join(root, 'workspaces')))],
    close: () => rm(root, { recursive: true, force: true }),
  };
});
