import { chown, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StackProblem } from '../problem.js';
import { lastLines, tryCommand } from '../processes/run-command.js';
import type { Tool } from '../provision/tool.js';
import { clusterFolder, clusterMajor } from './cluster-place.js';
import { requireRights } from './cluster-rights.js';
import { spawnAs, type OsUser } from './os-user.js';

export const SUPERUSER = 'postgres';

export interface ClusterRequest {
  readonly tool: Tool<'postgres'>;
  /** Belongs to the database's OS user; the cluster itself is a folder in it. */
  readonly home: string;
  readonly password: string;
  readonly user: OsUser | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Tests need no durability of the empty cluster. */
  readonly sync?: boolean;
}

const majorOf = (tool: Tool<'postgres'>): number => Number.parseInt(tool.version, 10);

/** Makes the cluster where there is none; refuses one of another major version. Returns its folder. */
export async function ensureCluster(request: ClusterRequest): Promise<string> {
  const folder = clusterFolder(request.home);
  const major = await clusterMajor(request.home);
  if (major === undefined) await makeCluster(request, folder);
  else if (major !== majorOf(request.tool)) throw otherMajor(folder, major, request.tool);
  await requireRights(folder, request.user);
  return folder;
}

function otherMajor(folder: string, major: number, tool: Tool<'postgres'>): StackProblem {
  return new StackProblem(
    'data-folder-unusable',
    `${folder} was made by PostgreSQL ${major}, but this is ${majorOf(tool)} (${tool.paths.postgres}): ` +
      `set TL_POSTGRES_BIN to the bin folder of PostgreSQL ${major}, or move the data over with pg_upgrade`,
  );
}

/** Beside its place and renamed at the end, so that a start that was killed leaves no half-made cluster. */
async function makeCluster(request: ClusterRequest, folder: string): Promise<void> {
  const { user, password } = request;
  const scratch = `${folder}.new`;
  const secrets = await mkdtemp(join(tmpdir(), 'tl-initdb-'));
  const passwordFile = join(secrets, 'password');
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (user) for (const path of [secrets, passwordFile]) await chown(path, user.uid, user.gid);
    await initdb(request, scratch, passwordFile);
    await rename(scratch, folder);
  } finally {
    await rm(secrets, { recursive: true, force: true });
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Upper and lower case of every script, sorted by code point; what provides that differs by version and system. */
const locales = (major: number): string[][] => [
  ...(major >= 17 ? [['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']] : []),
  ['--locale=C.UTF-8'],
  ['--locale=en_US.UTF-8'],
  ['--locale=C'],
];

async function initdb(request: ClusterRequest, folder: string, passwordFile: string): Promise<void> {
  const { tool, user, env, sync = true } = request;
  const args = ['-D', folder, '--encoding=UTF8', `--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  let words = '';
  for (const locale of locales(majorOf(tool))) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    if (user) await chown(folder, user.uid, user.gid);
    const answer = await tryCommand(tool.paths.initdb, [...args, ...locale, ...(sync ? [] : ['--no-sync'])], {
      env: { ...env, ...tool.env },
      cwd: request.home,
      timeoutMs: 120_000,
      ...spawnAs(user),
    });
    if (answer.code === 0) return;
    words = lastLines(answer.stderr || answer.stdout);
  }
  throw new StackProblem('start-failed', `${tool.paths.initdb} could not make the database folder ${folder}:\n${words}`);
}
