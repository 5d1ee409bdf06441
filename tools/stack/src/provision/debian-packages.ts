import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../problem.js';
import type { ProvisionContext } from './context.js';
import { DPKG_STATUS, libraryFolders, unpackPackages } from './debian.js';
import { isRefusal } from './probe-tool.js';
import { refuse, type Refusal } from './tool.js';

export interface UnpackedPackages {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Request {
  readonly entry: string;
  readonly packages: readonly string[];
}

const entryName = ({ arch }: ProvisionContext, entry: string): string => `debian/${entry}-${arch}`;

export const hasDebianPackages = (context: ProvisionContext, entry: string): Promise<boolean> =>
  context.cache.has(entryName(context, entry));

/** Returns packages of this machine's release with their dependencies from the cache; fetches them at most once. */
export async function fetchDebianPackages(
  context: ProvisionContext,
  { entry, packages }: Request,
): Promise<UnpackedPackages | Refusal> {
  const name = entryName(context, entry);
  const system = (await context.cache.has(name)) ? undefined : await context.debian();
  if (isRefusal(system)) return system;
  try {
    if (system) context.progress(`fetching ${packages.join(', ')} from ${system.id} ${system.codename}`);
    const { sources = [], statusFile = DPKG_STATUS } = system ?? {};
    const request = { packages, sources, statusFile, withDependencies: true, signal: context.signal, env: context.env };
    const folder = await unpackPackages(context.cache, name, request);
    const root = join(folder, 'root');
    const inherited = context.env['LD_LIBRARY_PATH'];
    const folders = [...(await libraryFolders(root)), ...(inherited ? [inherited] : [])];
    return { root, env: { LD_LIBRARY_PATH: folders.join(':') } };
  } catch (error) {
    return refuse(messageOf(error));
  }
}

/** Marker file in an entry that was fetched again without success. */
const OF_NO_USE = 'fetched-again-in-vain';

/**
 * Looks at an entry and fetches it again if it has become unusable, e.g. because a system library was removed or a file was
 * lost. Does so once, so that starts do not repeat a download that does not help.
 */
export async function repairOnce<T>(
  context: ProvisionContext,
  entry: string,
  look: () => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const name = entryName(context, entry);
  const wasThere = await context.cache.has(name);
  const answer = await look();
  if (!wasThere || !isRefusal(answer) || (await context.cache.has(`${name}/${OF_NO_USE}`))) return answer;
  context.progress(`the downloaded ${entry} cannot be used (${answer.refused}): downloading it again`);
  const { again, isNew } = await context.cache.replacing(name, async () => {
    const found = await look();
    return { again: found, isNew: await context.cache.has(name) };
  });
  if (isRefusal(again) && isNew) await writeFile(context.cache.path(name, OF_NO_USE), '');
  return again;
}
