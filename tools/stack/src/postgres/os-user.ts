import { readFile } from 'node:fs/promises';
import { StackProblem } from '../problem.js';

export interface OsUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Returns the OS user for PostgreSQL if this process is root, as which PostgreSQL refuses to run: `postgres`, else `nobody`.
 */
export async function findDatabaseUser(): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = parsePasswd(await readFile('/etc/passwd', 'utf8'));
  const found = users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody');
  if (found) return found;
  throw new StackProblem(
    'start-failed',
    'PostgreSQL cannot run as root, and neither user postgres nor nobody exists: start as an ordinary user',
  );
}

export function parsePasswd(text: string): OsUser[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (!name || !uid || !gid || Number(uid) === 0) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}

export const spawnAs = (user: OsUser | undefined): { uid?: number; gid?: number } =>
  user ? { uid: user.uid, gid: user.gid } : {};
