import { chown, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StackProblem } from '../problem.js';
import { lastLines, tryCommand } from '../processes/run-command.js';
import type { Tool } from '../provision/tool.js';
import { clusterFolder, readClusterMajor } from './cluster-location.js';
import { requireRights } from './cluster-rights.js';
import { spawnAs, type OsUser } from './os-user.js';

export const SUPERUSER = 'postgres';

export interface ClusterRequest {
  readonly tool: Tool<'postgres'>;
  /** Owned by the database's OS user. The cluster is a folder in it. */
  readonly home: string;
  readonly password: string;
  readonly user: OsUser | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** `false` in tests: an empty cluster needs no durability. */
  readonly sync?: boolean;
}

const majorOf = (tool: Tool<'postgres'>): number => Number.parseInt(tool.version, 10);

/** Creates the cluster if there is none and refuses one of another major version. Returns its folder. */
export async function ensureCluster(request: ClusterRequest): Promise<string> {
  const folder = clusterFolder(request.home);
  const major = await readClusterMajor(request.home);
  if (major === undefined) await makeCluster(request, folder);
  else if (major !== majorOf(request.tool)) throw otherMajorProblem(folder, major, request.tool);
  await requireRights(folder, request.user);
  return folder;
}

function otherMajorProblem(folder: string, major: number, tool: Tool<'postgres'>): StackProblem {
  return new StackProblem(
    'data-folder-unusable',
    `${folder} was created by PostgreSQL ${major}, but this is ${majorOf(tool)} (${tool.paths.postgres}): ` +
      `set TL_POSTGRES_BIN to the bin folder of PostgreSQL ${major}, or migrate the data with pg_upgrade`,
  );
}

/** Builds in a temporary folder and renames it at the end, so that a killed start leaves no partial cluster. */
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

/** Case mapping for every script, and sorting by code point. The locale provider for this differs by version and system. */
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
  throw new StackProblem('start-failed', `${tool.paths.initdb} could not create the database folder ${folder}:\n${words}`);
}
