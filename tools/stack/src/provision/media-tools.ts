import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines, tryCommand } from '../processes/run-command.js';
import { messageOf } from '../problem.js';
import { searchPath, type ProvisionContext } from './context.js';
import { fetchDebianPackages, hasDebianPackages, repairOnce } from './debian-packages.js';
import { findFirstUsable, NOT_SET } from './first-usable-tool.js';
import { findInstalledPackage, type InstalledPackage } from './npm-package.js';
import { toAbsolutePath, isRefusal } from './probe-tool.js';
import { findExecutables } from './search.js';
import { compareVersions, parseVersion, type Version } from './version.js';
import { refuse, type FoundBy, type Refusal, type Tool, type ToolPaths, type Way } from './tool.js';

type MediaTool = 'ffmpeg' | 'ffprobe';

const MEDIA_FLOOR: Version = [4, 0, 0];

export const OLD_BUILD =
  'a static build of 2018 from npm: for trials only: it lacks years of security fixes, so do not process recordings from strangers with it; install ffmpeg';

/** Tries Debian before npm: the npm package contains a build of 2018 (docs/adr: order of the media tools). */
export function provisionMediaTool<Id extends MediaTool>(context: ProvisionContext, id: Id): Promise<Tool<Id>> {
  const check = (file: string, foundBy: FoundBy, extra: Extra = {}): Promise<Tool<Id> | Refusal> =>
    checkMediaTool(context, { id, file, foundBy, extra });
  const ways: Way<Id>[] = [
    { foundBy: 'env', look: () => fromEnvironment(context, id, check) },
    { foundBy: 'path', look: () => fromPath(context, id, check) },
    {
      foundBy: 'debian',
      look: () => repairOnce(context, 'ffmpeg', () => fromDebian(context, id, check)),
      cached: () => hasDebianPackages(context, 'ffmpeg'),
    },
    { foundBy: 'bundled', look: () => fromPackage(context, id, check), cached: () => hasPackage(context, id) },
  ];
  return findFirstUsable(id, ways, context);
}

interface Extra {
  readonly env?: Record<string, string>;
  readonly notes?: readonly string[];
}

type Check<Id extends MediaTool> = (file: string, foundBy: FoundBy, extra?: Extra) => Promise<Tool<Id> | Refusal>;

interface Candidate<Id extends MediaTool> {
  readonly id: Id;
  readonly file: string;
  readonly foundBy: FoundBy;
  readonly extra: Extra;
}

const pathsOf = <Id extends MediaTool>(id: Id, file: string): ToolPaths[Id] => ({ [id]: file }) as unknown as ToolPaths[Id];

async function checkMediaTool<Id extends MediaTool>(
  context: ProvisionContext,
  { id, file, foundBy, extra }: Candidate<Id>,
): Promise<Tool<Id> | Refusal> {
  const env = extra.env ?? {};
  const version = await readVersion(file, { ...context.env, ...env });
  if (isRefusal(version)) return version;
  return { id, foundBy, paths: pathsOf(id, file), version, env, notes: extra.notes ?? [] };
}

// Git builds print "N-47683-g0e8eb07980-static", which cannot be compared with a minimum version.
async function readVersion(file: string, env: NodeJS.ProcessEnv): Promise<string | Refusal> {
  const answer = await tryCommand(file, ['-version'], { env }).catch((error: unknown) =>
    refuse(`${file} does not run (${messageOf(error)})`),
  );
  if (isRefusal(answer)) return answer;
  const version = /^ff\w+ version (\S+)/.exec(answer.stdout)?.[1];
  if (answer.code !== 0 || !version)
    return refuse(`${file} does not run (exit code ${answer.code}: ${lastLines(answer.stderr, 1)})`);
  const number = /^n?\d/.test(version) ? parseVersion(version) : undefined;
  return number && compareVersions(number, MEDIA_FLOOR) < 0
    ? refuse(`${file} is version ${version}, but 4.0 or newer is needed`)
    : version;
}

async function fromEnvironment<Id extends MediaTool>(
  context: ProvisionContext,
  id: Id,
  check: Check<Id>,
): Promise<Tool<Id> | Refusal> {
  const file = context.named[id];
  return file ? check(toAbsolutePath(file, context.projectRoot), 'env') : refuse(NOT_SET);
}

async function fromPath<Id extends MediaTool>(context: ProvisionContext, id: Id, check: Check<Id>): Promise<Tool<Id> | Refusal> {
  const reasons: string[] = [];
  for (const file of await findExecutables(id, searchPath(context), context.folders)) {
    const answer = await check(file, 'path');
    if (!isRefusal(answer)) return answer;
    reasons.push(answer.refused);
  }
  return refuse(reasons.join('; ') || 'there is none');
}

async function fromDebian<Id extends MediaTool>(
  context: ProvisionContext,
  id: Id,
  check: Check<Id>,
): Promise<Tool<Id> | Refusal> {
  const packages = await fetchDebianPackages(context, { entry: 'ffmpeg', packages: ['ffmpeg'] });
  if (isRefusal(packages)) return packages;
  return check(join(packages.root, 'usr/bin', id), 'debian', { env: packages.env });
}

const platformOf = ({ platform, arch }: ProvisionContext): string => `${platform}-${arch}`;

const inPackage = (context: ProvisionContext, id: MediaTool): InstalledPackage | undefined =>
  findInstalledPackage(context.projectRoot, [`@${id}-installer/${id}`, `@${id}-installer/${platformOf(context)}`]);

const packageEntry = (context: ProvisionContext, id: MediaTool, { version }: InstalledPackage): string =>
  `npm/${id}-${version}-${platformOf(context)}`;

async function hasPackage(context: ProvisionContext, id: MediaTool): Promise<boolean> {
  const installed = inPackage(context, id);
  return installed !== undefined && context.cache.has(packageEntry(context, id, installed));
}

async function fromPackage<Id extends MediaTool>(
  context: ProvisionContext,
  id: Id,
  check: Check<Id>,
): Promise<Tool<Id> | Refusal> {
  const installed = inPackage(context, id);
  if (!installed)
    return refuse(`@${id}-installer/${platformOf(context)} is not installed (optional: npm install --include=optional)`);
  // npm ships ffprobe without its executable bit, and node_modules may belong to another user.
  const folder = await context.cache.entry(packageEntry(context, id, installed), async (scratch) => {
    await copyFile(join(installed.folder, id), join(scratch, id));
    await chmod(join(scratch, id), 0o755);
  });
  return check(join(folder, id), 'bundled', { notes: id === 'ffmpeg' ? [OLD_BUILD] : [] });
}
