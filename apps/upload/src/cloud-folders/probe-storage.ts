import {
  createProbeName,
  isAbandonedProbe,
  requireProbeText,
  runThenCleanUp,
  PROBE_TEXT,
  WRITE_CONFIRMED,
  type Probe,
} from '../kit/probe.js';
import type { CloudPath, CloudStorage } from './cloud-storage.js';

/** Writes a small file into the output's folder, reads it and deletes it. */
async function probeFolder(storage: CloudStorage, folder: CloudPath, signal: AbortSignal): Promise<void> {
  await storage.createFolders(folder, signal);
  const path = [...folder, createProbeName()];
  await runThenCleanUp(
    async () => {
      await storage.put(path, Buffer.from(PROBE_TEXT), signal);
      requireProbeText(await storage.read({ path }, signal), storage.label);
      // An account that may not delete them can deliver all the same.
      await removeAbandoned(storage, folder, signal).catch(() => undefined);
    },
    (over) => storage.remove({ path }, over),
  );
}

/** Removes the files of tests that were killed. */
async function removeAbandoned(storage: CloudStorage, folder: CloudPath, signal: AbortSignal): Promise<void> {
  for (const { id, name, isFolder } of (await storage.list({ path: folder }, signal)) ?? [])
    if (!isFolder && isAbandonedProbe(name)) await storage.remove({ id }, signal);
}

export const listStorageProbes = (storage: CloudStorage, folder: CloudPath, look: Probe['run']): readonly Probe[] => [
  { name: 'folder', confirms: 'The account is connected, and the folder can be used.', run: look },
  { name: 'write', confirms: WRITE_CONFIRMED, run: (signal) => probeFolder(storage, folder, signal) },
];
