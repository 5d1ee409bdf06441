import { RetryableError } from '@throughline/contracts';
import { createProbeName, isAbandonedProbe, runThenCleanUp, type Probe } from '../../kit/probe.js';
import { quote, type DriveClient } from './drive-client.js';
import { noSuchFolderError } from './parent-folders.js';

/** Marks the folders of tests, because Drive cannot search for the beginning of a name. */
const PROBE_PROPERTY = 'tl_probe';
const PROBE = 'folder';

/** Creates a folder in the output's folder, reads it, and deletes it without leaving it in the trash. */
async function probeDrive(drive: DriveClient, parent: string, signal: AbortSignal): Promise<void> {
  const [id = ''] = await drive.newIds(1, signal);
  await runThenCleanUp(
    async () => {
      const made = await drive.createFolder(
        { id, name: createProbeName(), parents: [parent], appProperties: { [PROBE_PROPERTY]: PROBE } },
        signal,
      );
      if (made === 'no-parent') throw noSuchFolderError(parent);
      if ((await drive.find(id, signal)) === undefined)
        throw new RetryableError('output-failed', 'Google Drive does not show the folder that the test has created');
      // An account that may not delete them can deliver all the same.
      await removeAbandoned(drive, parent, signal).catch(() => undefined);
    },
    (over) => drive.remove(id, over),
  );
}

/** Removes the folders of tests that were killed. */
async function removeAbandoned(drive: DriveClient, parent: string, signal: AbortSignal): Promise<void> {
  const mark = `appProperties has { key=${quote(PROBE_PROPERTY)} and value=${quote(PROBE)} }`;
  for (const { id, name } of await drive.search(`${mark} and ${quote(parent)} in parents`, signal))
    if (isAbandonedProbe(name)) await drive.remove(id, signal);
}

export const listDriveProbes = (drive: DriveClient, folder: string, look: Probe['run']): readonly Probe[] => [
  { name: 'folder', confirms: 'The account is connected, and sees the folder.', run: look },
  { name: 'write', confirms: 'A folder was created, read and removed.', run: (signal) => probeDrive(drive, folder, signal) },
];
