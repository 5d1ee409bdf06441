import { access, constants, readdir, realpath, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

// The PATH of daemons, cron and sudo is often shorter than the shell's.
const usualFolders = ['/usr/local/bin', '/usr/bin', '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin', '/usr/games'];

/** Lists every executable of that name on the PATH, then in the usual folders, without duplicates. */
export async function findExecutables(name: string, path: string, folders: readonly string[] = usualFolders): Promise<string[]> {
  const candidates = [...path.split(delimiter).filter(Boolean), ...folders].map((folder) => join(folder, name));
  const found = new Set<string>();
  for (const candidate of candidates) {
    if (await isExecutable(candidate)) found.add(await realpath(candidate));
  }
  return [...found];
}

/** Lists existing folders that match a pattern with one `*`, the highest number first. */
export async function expandFolders(pattern: string): Promise<string[]> {
  const star = pattern.split('/').findIndex((part) => part.includes('*'));
  if (star === -1) return [pattern];
  const parts = pattern.split('/');
  const parent = parts.slice(0, star).join('/') || '/';
  const [before = '', after = ''] = (parts[star] ?? '').split('*');
  const names = await readdir(parent).catch(() => [] as string[]);
  return names
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => [...parts.slice(0, star), name, ...parts.slice(star + 1)].join('/'));
}
