import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { StackProblem } from '../problem.js';
import type { OsUser } from './os-user.js';

/** Mode bits that PostgreSQL refuses on its data folder: it accepts only 0700 and 0750. */
const REFUSED_BITS = 0o027;

const shell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

interface FolderRights {
  readonly uid: number;
  readonly mode: number;
}

/**
 * Explains why PostgreSQL would refuse the folder, with the commands that repair it. Returns undefined if the folder is fine.
 */
export function describeRightsProblem(
  folder: string,
  found: FolderRights,
  user: { readonly name: string; readonly uid: number },
): string | undefined {
  const isForeign = found.uid !== user.uid;
  const isOpen = (found.mode & REFUSED_BITS) !== 0;
  if (!isForeign && !isOpen) return undefined;
  const faults = [
    ...(isForeign ? [`it belongs to the user with the id ${String(found.uid)}, not to ${user.name}`] : []),
    ...(isOpen ? [`its mode is ${(found.mode & 0o777).toString(8).padStart(4, '0')}, not 0700`] : []),
  ];
  const home = shell(dirname(folder));
  return (
    `PostgreSQL would refuse the folder ${folder}: ${faults.join(', and ')}. Copying a data folder may change owners and modes ` +
    `(cp -a and rsync -a as root keep them). Correct them and start again:\n` +
    `  sudo chown -R ${user.name} ${home} && sudo chmod -R go-rwx ${home}`
  );
}

export async function requireRights(folder: string, user: OsUser | undefined): Promise<void> {
  const { uid, mode } = await stat(folder);
  const self = process.getuid?.() ?? uid;
  const problem = describeRightsProblem(folder, { uid, mode }, user ?? { name: userInfo().username, uid: self });
  if (problem !== undefined) throw new StackProblem('data-folder-unusable', problem);
}
