import { mkdir, readFile, rename, rm, readdir, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '@throughline/contracts';
import { notAFolderError } from '../../kit/file-errors.js';
import { PROBE_TEXT, createProbeName, isAbandonedProbe, requireProbeText, runThenCleanUp } from '../../kit/probe.js';

/** Creates the folder of an output. Returns the outermost folder that was missing. */
export const makeRoot = (root: string): Promise<string | undefined> =>
  mkdir(root, { recursive: true }).catch((error: unknown) => {
    throw codeOf(error) === 'EEXIST' ? notAFolderError(root, error) : error;
  });

interface NewFolders {
  readonly outermost: string;
  /** Returns true for a folder that deliveries have begun to use. If it disappeared, they would wait for its return. */
  readonly isInUse: (folder: string) => boolean;
}

/** Removes a folder and those above it up to the outermost, as far as they are empty and not in use. */
async function removeEmpty(folder: string, made: NewFolders): Promise<void> {
  if (made.isInUse(folder)) return;
  const isRemoved = await rmdir(folder).then(
    () => true,
    () => false,
  );
  if (isRemoved && folder !== made.outermost && dirname(folder) !== folder) await removeEmpty(dirname(folder), made);
}

/** Writes, reads and renames a small file as a delivery does, and removes everything that it has created and nobody uses. */
export async function probeFolder(root: string, isInUse: NewFolders['isInUse']): Promise<void> {
  const outermost = await makeRoot(root);
  const folder = join(root, createProbeName());
  const moved = `${folder}-moved`;
  await runThenCleanUp(
    async () => {
      for (const name of await readdir(root))
        if (isAbandonedProbe(name)) await rm(join(root, name), { recursive: true, force: true });
      await mkdir(folder);
      await writeFile(join(folder, 'probe.txt'), PROBE_TEXT, { flush: true });
      await rename(folder, moved);
      requireProbeText(await readFile(join(moved, 'probe.txt'), 'utf8'), `The output folder ${root}`);
    },
    async () => {
      for (const path of [folder, moved]) await rm(path, { recursive: true, force: true });
      if (outermost !== undefined) await removeEmpty(root, { outermost, isInUse });
    },
  );
}
