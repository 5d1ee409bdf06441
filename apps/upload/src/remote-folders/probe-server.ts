import { misconfiguredError } from '../kit/output-settings.js';
import { PROBE_TEXT, createProbeName, isAbandonedProbe, requireProbeText, runThenCleanUp } from '../kit/probe.js';
import type { RemoteOutput, RemotePath } from './remote-output.js';

const CONTENT = Buffer.from(PROBE_TEXT);

/**
 * Returns the output's folder, or the innermost existing folder above it. Creating the folder would be no safe test: a
 * folder is deleted with its content, so another delivery's files could go with it.
 */
export async function findInnermostFolder({ client, below }: RemoteOutput, signal: AbortSignal): Promise<RemotePath> {
  for (let depth = below.length; depth >= 0; depth -= 1) {
    const path = [...client.base, ...below.slice(0, depth)];
    const found = await client.look(path, signal);
    if (found?.isFolder === false)
      throw misconfiguredError(`${client.terms.where} has a file where the folder of this output must be`);
    if (found !== undefined) return path;
  }
  throw misconfiguredError(`${client.terms.where} has no such folder: ${client.remedy}`);
}

/** Creates a folder with a small file as a delivery does, reads and renames the file, and removes the folder. */
export async function probeServer(output: RemoteOutput, signal: AbortSignal): Promise<void> {
  const { client } = output;
  const above = await findInnermostFolder(output, signal);
  for (const name of (await client.list(above, signal))?.keys() ?? [])
    if (isAbandonedProbe(name)) await client.remove([...above, name], signal);
  const folder = [...above, createProbeName()];
  const [written, moved] = [
    [...folder, 'probe.txt'],
    [...folder, 'moved.txt'],
  ];
  await runThenCleanUp(
    async () => {
      await client.makeFolder(folder, signal);
      await client.write(written, CONTENT, signal);
      await client.move(written, moved, { signal });
      requireProbeText(await client.read(moved, signal), client.terms.where);
    },
    (over) => client.remove(folder, over),
  );
}
