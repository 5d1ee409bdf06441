import { stat, realpath } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { codeOf } from '@throughline/contracts';
import { isCliError } from '../exit.js';
import { findSourceFile, type SourceFile } from '../upload/source-file.js';

/** The folder with the files that were below a path of the older system. */
export interface FileMapping {
  /** Without a slash at its end, but for the root. Empty: paths that are relative. */
  readonly prefix: string;
  /** A folder of this machine, or a folder that the operator of the server has opened with names below it. */
  readonly target: string;
}

/** A path of the older system below a mapping, or the reason why there is none. */
export type MappedPath = { readonly mapping: FileMapping; readonly names: readonly string[] } | { readonly problem: string };

export function parseFileMapping(text: string): FileMapping {
  const [, old, target] = /^([^=]*)=(.+)$/s.exec(text) ?? [];
  if (old === undefined || target === undefined)
    throw new InvalidArgumentError(
      "must be OLD=NEW: the beginning of the older system's paths, and the folder that it stands for",
    );
  return { prefix: old.replace(/(?<!^)\/+$/, ''), target };
}

export const collectFileMapping = (text: string, before: readonly FileMapping[] = []): readonly FileMapping[] => [
  ...before,
  parseFileMapping(text),
];

/** Slashes at the beginning of the rest are empty names, which {@link mapPath} leaves out. */
const restBelow = (path: string, { prefix }: FileMapping): string | undefined => {
  if (prefix === '') return isAbsolute(path) ? undefined : path;
  const below = prefix === '/' ? prefix : `${prefix}/`;
  return path.startsWith(below) ? path.slice(below.length) : undefined;
};

/** Finds the longest mapping that a path begins with. Names that could lead out of its folder are a problem of the path. */
export function mapPath(path: string, mappings: readonly FileMapping[]): MappedPath {
  const [found] = mappings
    .flatMap((mapping) => {
      const rest = restBelow(path, mapping);
      return rest === undefined ? [] : [{ mapping, rest }];
    })
    .sort((one, other) => other.mapping.prefix.length - one.mapping.prefix.length);
  if (found === undefined) return { problem: 'its path begins with none of the mapped ones' };
  const names = found.rest.split('/').filter((name) => name !== '' && name !== '.');
  if (names.length === 0) return { problem: 'its path names no file' };
  if (names.includes('..')) return { problem: 'its path leaves the mapped folder (..)' };
  if (names.some((name) => /\p{Cc}/u.test(name))) return { problem: 'its path has control characters' };
  return { mapping: found.mapping, names };
}

function describeFault(error: unknown): string {
  const code = isCliError(error) ? undefined : codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no file at its path';
  return code === undefined ? 'its file cannot be read' : `its file cannot be read (${code})`;
}

/** Finds a file below a folder of this machine. Links may not lead out of the folder. */
export async function findBelow(folder: string, names: readonly string[]): Promise<SourceFile | { readonly problem: string }> {
  try {
    const root = await realpath(folder);
    const real = await realpath(join(root, ...names));
    if (!real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`))
      return { problem: 'a link in its path leads out of the mapped folder' };
    // A pipe or a device would never end.
    if (!(await stat(real)).isFile()) return { problem: 'its path names no regular file' };
    return await findSourceFile(real);
  } catch (error) {
    return { problem: describeFault(error) };
  }
}
