import { copyFile, chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../processes/run-command.js';
import { messageOf } from '../problem.js';
import { searchPath, type ProvisionContext } from './context.js';
import { DPKG_STATUS, suiteSources, unpackPackages, type PackageRequest } from './debian.js';
import { downloadPinned } from './download.js';
import { findFirstUsable, NOT_SET } from './first-usable-tool.js';
import { toAbsolutePath, isRefusal, probeVersion } from './probe-tool.js';
import { findExecutables } from './search.js';
import { formatVersion, type Version } from './version.js';
import { refuse, type FoundBy, type Refusal, type Tool, type Way } from './tool.js';

/** We need stream metadata and consumers with several filters. Version 2.9 silently ignores such unknown options. */
export const NATS_FLOOR: Version = [2, 10, 0];

type NatsTool = Tool<'nats-server'>;

export function provisionNatsServer(context: ProvisionContext): Promise<NatsTool> {
  const ways: Way<'nats-server'>[] = [
    { foundBy: 'env', look: () => fromEnvironment(context) },
    { foundBy: 'path', look: () => fromPath(context) },
    { foundBy: 'download', look: () => reportRefusal(context, fromRelease(context)), cached: () => hasRelease(context) },
    { foundBy: 'debian', look: () => fromDebian(context, NEWEST_FIRST), cached: () => hasPackage(context) },
  ];
  return findFirstUsable('nats-server', ways, context);
}

/** Reports a refusal: the reader should know why another download follows. */
async function reportRefusal(context: ProvisionContext, release: Promise<NatsTool | Refusal>): Promise<NatsTool | Refusal> {
  const answer = await release.catch((error: unknown) => refuse(messageOf(error)));
  if (isRefusal(answer)) context.progress(`  download failed: ${answer.refused}`);
  return answer;
}

export async function checkNatsServer(context: ProvisionContext, file: string, foundBy: FoundBy): Promise<NatsTool | Refusal> {
  const version = await probeVersion({ file, args: ['--version'], floor: NATS_FLOOR, env: context.env });
  if (isRefusal(version)) return version;
  return { id: 'nats-server', foundBy, paths: { server: file }, version: formatVersion(version), env: {}, notes: [] };
}

async function fromEnvironment(context: ProvisionContext): Promise<NatsTool | Refusal> {
  const { natsServer } = context.named;
  return natsServer ? checkNatsServer(context, toAbsolutePath(natsServer, context.projectRoot), 'env') : refuse(NOT_SET);
}

async function fromPath(context: ProvisionContext): Promise<NatsTool | Refusal> {
  const reasons: string[] = [];
  for (const file of await findExecutables('nats-server', searchPath(context), context.folders)) {
    const answer = await checkNatsServer(context, file, 'path');
    if (!isRefusal(answer)) return answer;
    reasons.push(answer.refused);
  }
  return refuse(reasons.join('; ') || 'there is none');
}

const releaseEntry = ({ platform, arch }: ProvisionContext, version: string): string =>
  `nats-server/${version}-${platform}-${arch}`;

const hasRelease = async (context: ProvisionContext): Promise<boolean> => {
  const release = context.natsRelease(context.platform, context.arch);
  return release !== undefined && context.cache.has(releaseEntry(context, release.version));
};

export async function fromRelease(context: ProvisionContext): Promise<NatsTool | Refusal> {
  const release = context.natsRelease(context.platform, context.arch);
  if (!release) return refuse(`no release is pinned for ${context.platform}-${context.arch}`);
  const folder = await context.cache.entry(releaseEntry(context, release.version), async (scratch) => {
    context.progress(`fetching nats-server ${release.version}`);
    const archive = join(scratch, 'archive.tar.gz');
    await downloadPinned(release, archive, { get: context.get, env: context.env, signal: context.signal });
    await runCommand('tar', ['-xzf', archive, '-C', scratch, release.member]);
    await copyFile(join(scratch, release.member), join(scratch, 'nats-server'));
    await chmod(join(scratch, 'nats-server'), 0o755);
    await rm(archive);
    await rm(join(scratch, release.member, '..'), { recursive: true, force: true });
  });
  return checkNatsServer(context, join(folder, 'nats-server'), 'download');
}

// Testing and unstable have the newest version, which needs only a C library. If it does not run, the release's own version is
// tried.
const NEWEST_FIRST = ['sid', 'trixie', 'own'] as const;

export type NatsSuite = (typeof NEWEST_FIRST)[number];

export async function fromDebian(context: ProvisionContext, suites: readonly NatsSuite[]): Promise<NatsTool | Refusal> {
  const reasons: string[] = [];
  for (const suite of suites) {
    const answer = await fromSuite(context, suite).catch((error: unknown) => refuse(messageOf(error)));
    if (!isRefusal(answer)) return answer;
    reasons.push(`${suite}: ${answer.refused}`);
  }
  return refuse(reasons.join('; '));
}

const packageEntry = ({ arch }: ProvisionContext, suite: NatsSuite): string => `debian/nats-server-${suite}-${arch}`;

const hasPackage = async (context: ProvisionContext): Promise<boolean> => {
  const cached = await Promise.all(NEWEST_FIRST.map((suite) => context.cache.has(packageEntry(context, suite))));
  return cached.includes(true);
};

async function fromSuite(context: ProvisionContext, suite: NatsSuite): Promise<NatsTool | Refusal> {
  const entry = packageEntry(context, suite);
  const request = (await context.cache.has(entry)) ? NOTHING_TO_FETCH : await packageRequest(context, suite);
  if (isRefusal(request)) return request;
  const folder = await unpackPackages(context.cache, entry, request);
  return checkNatsServer(context, join(folder, 'root/usr/sbin/nats-server'), 'debian');
}

const NOTHING_TO_FETCH: PackageRequest = { packages: [], sources: [], withDependencies: false, statusFile: DPKG_STATUS };

async function packageRequest(context: ProvisionContext, suite: NatsSuite): Promise<PackageRequest | Refusal> {
  const system = await context.debian();
  if (isRefusal(system)) return system;
  if (suite !== 'own' && system.id !== 'debian') return refuse(`${system.id} has no such suite`);
  context.progress(`fetching nats-server from ${suite === 'own' ? system.codename : `Debian ${suite}`}`);
  const sources = suite === 'own' ? system.sources : suiteSources(system, suite);
  const { signal, env } = context;
  return { packages: ['nats-server'], sources, withDependencies: false, statusFile: system.statusFile, signal, env };
}
