import { createHash } from 'node:crypto';
import { chmod, chown, cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, StackProblem } from '../problem.js';
import { tryCommand } from '../processes/run-command.js';
import type { Tool } from '../provision/tool.js';
import { spawnAs, type OsUser } from './os-user.js';

export interface ClusterLocationRequest {
  readonly wanted: string;
  readonly tool: Tool<'postgres'>;
  readonly user: OsUser | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (message: string) => void;
}

export interface ClusterLocation {
  /** Owned by the database's OS user. The cluster is a folder in it. */
  readonly home: string;
  readonly tool: Tool<'postgres'>;
}

const FALLBACK_ROOT = '/var/lib/throughline';

/** Derives the fallback folder from the preferred one, so a project always gets the same. */
export const fallbackFolder = (preferred: string): string =>
  join(FALLBACK_ROOT, createHash('sha256').update(preferred).digest('hex').slice(0, 12));

/**
 * Chooses a folder for data and binaries that the database's OS user can reach. This matters only for root: that user cannot
 * enter a project in root's home.
 */
export async function prepareClusterLocation(request: ClusterLocationRequest): Promise<ClusterLocation> {
  const { wanted, user } = request;
  if (!user) {
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    return { home: wanted, tool: request.tool };
  }
  await mkdir(dirname(wanted), { recursive: true });
  const home = (await canEnter(dirname(wanted), user)) ? wanted : join(fallbackFolder(wanted), 'postgres');
  if (home !== wanted) {
    request.say(`PostgreSQL runs as user ${user.name}, who cannot enter ${dirname(wanted)}: its data is in ${home}`);
  }
  await mkdir(home, { recursive: true });
  await chown(home, user.uid, user.gid);
  await chmod(home, 0o700);
  return { home, tool: await ensureReachableBinaries(request, user) };
}

const canEnter = async (folder: string, user: OsUser): Promise<boolean> =>
  (await tryCommand('/bin/sh', ['-c', 'cd "$1" 2>/dev/null', 'sh', folder], { ...spawnAs(user), cwd: '/' })).code === 0;

async function ensureReachableBinaries(
  { wanted, tool, env, say }: ClusterLocationRequest,
  user: OsUser,
): Promise<Tool<'postgres'>> {
  const run = (file: string): Promise<boolean> =>
    tryCommand(file, ['--version'], { env: { ...env, ...tool.env }, cwd: '/', ...spawnAs(user) }).then(
      ({ code }) => code === 0,
      () => false,
    );
  if (await run(tool.paths.postgres)) return tool;
  // A package has native/bin beside its lib and share folders, so all of native is copied.
  const bin = dirname(tool.paths.postgres);
  const copy = join(fallbackFolder(wanted), `postgres-${tool.version}`);
  const paths = { postgres: join(copy, 'bin/postgres'), initdb: join(copy, 'bin/initdb') };
  if (!(await run(paths.postgres))) {
    say(`copying PostgreSQL to ${copy}, which the user ${user.name} can enter`);
    await rm(`${copy}.tmp`, { recursive: true, force: true });
    await cp(dirname(bin), `${copy}.tmp`, { recursive: true, verbatimSymlinks: true });
    await rm(copy, { recursive: true, force: true });
    await rename(`${copy}.tmp`, copy);
  }
  if (!(await run(paths.postgres))) {
    const place = `${tool.paths.postgres} cannot be run by the user ${user.name}`;
    throw new StackProblem(
      'start-failed',
      `${place}: start as an ordinary user, or set TL_POSTGRES_BIN to a folder that this user can enter`,
    );
  }
  return { ...tool, paths };
}

export const clusterFolder = (home: string): string => join(home, 'cluster');

export async function readClusterMajor(home: string): Promise<number | undefined> {
  const file = join(clusterFolder(home), 'PG_VERSION');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (errorCode(cause) === 'ENOENT') return undefined;
    // Creating a new database beside an unreadable one would look like a loss of all data.
    throw new StackProblem(
      'data-folder-unusable',
      `${file} cannot be read (${String(errorCode(cause))}): a copied folder may belong to another user. Give ${home} to the user who starts it: sudo chown -R`,
      { cause },
    );
  });
  return text === undefined ? undefined : Number.parseInt(text, 10);
}
