import { mkdir, readFile, rename, rm, readdir, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '@throughline/contracts';
import { notAFolderError } from '../file-errors.js';
import { PROBE_TEXT, createProbeName, isAbandonedProbe, requireProbeText, runThenCleanUp } from '../probe.js';

/** Creates the folder of an output. Returns the outermost folder that was missing. */
export const makeRoot = (root: string): Promise<string | undefined> =>
  mkdir(root, { recursive: true }).catch((error: unknown) => {
    throw codeOf(error) === 'EEXIST' ? notAFolderError(root, error) : error;
  });

/** Removes a folder and those above it up to `outermost`, as far as they are empty. */
async function removeEmpty(folder: string, outermost: string): Promise<void> {
  const isRemoved = await rmdir(folder).then(
    () => true,
    () => false,
  );
  if (isRemoved && folder !== outermost && dirname(folder) !== folder) await removeEmpty(dirname(folder), outermost);
}

/** Writes, reads and renames a small file as a delivery does, and removes everything that it has created. */
export async function probeFolder(root: string): Promise<void> {
  const made = await makeRoot(root);
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
      if (made !== undefined) await removeEmpty(root, made);
    },
  );
}
