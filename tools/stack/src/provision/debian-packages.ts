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

/** Packages of this machine's own release with what they need, in the cache; fetched at most once. */
export async function debianPackages(
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

/** Beside what was unpacked: fetching it again has not helped. */
const OF_NO_USE = 'fetched-again-in-vain';

/**
 * What `look` finds in an entry. An entry that was there before and is of no use (a library of the system that it was fetched for has gone, a file was
 * lost) is fetched again: once, so that a start does not fetch the same again and again where that does not help.
 */
export async function repairedOnce<T>(
  context: ProvisionContext,
  entry: string,
  look: () => Promise<T | Refusal>,
): Promise<T | Refusal> {
  const name = entryName(context, entry);
  const wasThere = await context.cache.has(name);
  const answer = await look();
  if (!wasThere || !isRefusal(answer) || (await context.cache.has(`${name}/${OF_NO_USE}`))) return answer;
  context.progress(`the fetched ${entry} cannot be used (${answer.refused}): fetching it again`);
  const { again, isNew } = await context.cache.replacing(name, async () => {
    const found = await look();
    return { again: found, isNew: await context.cache.has(name) };
  });
  if (isRefusal(again) && isNew) await writeFile(context.cache.path(name, OF_NO_USE), '');
  return again;
}
