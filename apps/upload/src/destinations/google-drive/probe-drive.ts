import { RetryableError } from '@throughline/contracts';
import { createProbeName, runThenCleanUp, type Probe } from '../probe.js';
import type { DriveClient } from './drive-client.js';
import { noSuchFolderError } from './parent-folders.js';

/** Creates a folder in the output's folder, reads it, and deletes it without leaving it in the trash. */
async function probeDrive(drive: DriveClient, parent: string, signal: AbortSignal): Promise<void> {
  const [id = ''] = await drive.newIds(1, signal);
  await runThenCleanUp(
    async () => {
      const made = await drive.createFolder({ id, name: createProbeName(), parents: [parent] }, signal);
      if (made === 'no-parent') throw noSuchFolderError(parent);
      if ((await drive.find(id, signal)) === undefined)
        throw new RetryableError('output-failed', 'Google Drive does not show the folder that the test has created');
    },
    (over) => drive.remove(id, over),
  );
}

export const listDriveProbes = (drive: DriveClient, folder: string, look: Probe['run']): readonly Probe[] => [
  { name: 'folder', confirms: 'The account is connected, and sees the folder.', run: look },
  { name: 'write', confirms: 'A folder was created, read and removed.', run: (signal) => probeDrive(drive, folder, signal) },
];
