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
