import { parseUrl } from '@throughline/contracts';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, tryCommand } from '../processes/run-command.js';
import { problemKind, StackProblem } from '../problem.js';
import { distributionSources, formatAptSource, otherSuite, readAptSources, type AptSource } from './apt-sources.js';
import type { Cache } from './cache.js';

export const DPKG_STATUS = '/var/lib/dpkg/status';

export interface DebianSystem {
  readonly id: string;
  readonly codename: string;
  readonly sources: readonly AptSource[];
  readonly statusFile: string;
}

export async function readDebianSystem(): Promise<DebianSystem | { readonly refused: string }> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const field = (name: string): string => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(release)?.[1] ?? '';
  const codename = field('VERSION_CODENAME');
  const tools = await Promise.all([tryCommand('apt-get', ['--version']), tryCommand('dpkg-deb', ['--version'])]).catch(
    () => undefined,
  );
  if (!tools || codename === '') return { refused: 'this is no Debian or Ubuntu system (apt-get and dpkg-deb are needed)' };
  const sources = distributionSources(await readAptSources(), codename);
  if (sources.length === 0) return { refused: `apt has no source for ${codename}` };
  return { id: field('ID'), codename, sources, statusFile: DPKG_STATUS };
}

/**
 * Returns the sources of another suite of the same archive. Mixing suites is safe for single packages that run from their own
 * folder.
 */
export function suiteSources(system: DebianSystem, suite: string): AptSource[] {
  const source = otherSuite(system.sources, system.codename, suite);
  return source ? [source] : [];
}

export interface PackageRequest {
  readonly packages: readonly string[];
  readonly sources: readonly AptSource[];
  readonly withDependencies: boolean;
  readonly statusFile: string;
  readonly signal?: AbortSignal | undefined;
  /** Names the proxies. */
  readonly env?: NodeJS.ProcessEnv;
}

// Programs crash with a C library that does not match the system's loader.
const C_LIBRARY = /^(libc6|libc-bin|libc-l10n|libc-dev-bin|locales)(:|$)/;

/** Throws if no list was fetched: apt treats an unreachable archive as a warning and then finds no packages. */
async function requireLists(folder: string, sources: readonly AptSource[]): Promise<void> {
  const names = await readdir(folder);
  if (names.some((name) => /_(In)?Release$|_Packages/.test(name))) return;
  const hosts = new Set(sources.map(({ uri }) => parseUrl(uri)?.host ?? uri));
  throw new StackProblem('download-failed', `the package lists of ${[...hosts].join(', ')} could not be downloaded`);
}

/** Copies proxy variables to lower-case names: apt reads no others. */
const addLowerCaseProxies = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const small = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => {
    const value = env[name] || env[name.toUpperCase()];
    return value ? [[name, value] as const] : [];
  });
  return { ...env, ...Object.fromEntries(small) };
};

/** Runs apt with private state: it needs neither root nor the system's lists and locks, and installs nothing. */
class PrivateApt {
  private constructor(
    private readonly options: readonly string[],
    private readonly request: Pick<PackageRequest, 'signal' | 'env'>,
  ) {}

  static async in(folder: string, { sources, statusFile, ...request }: PackageRequest): Promise<PrivateApt> {
    const [state, cache, etc] = [join(folder, 'state'), join(folder, 'cache'), join(folder, 'etc')];
    for (const path of [join(state, 'lists/partial'), join(cache, 'archives/partial'), join(etc, 'parts')]) {
      await mkdir(path, { recursive: true });
    }
    const list = join(etc, 'sources.list');
    await writeFile(list, sources.map((source) => `${formatAptSource(source)}\n`).join(''));
    const settings = {
      'Dir::State': state,
      'Dir::State::status': statusFile,
      'Dir::Cache': cache,
      'Dir::Etc::sourcelist': list,
      'Dir::Etc::sourceparts': join(etc, 'parts'),
      'Dir::Etc::preferences': join(etc, 'none'),
      'Dir::Etc::preferencesparts': join(etc, 'parts'),
      // Run by root, apt would switch to a user that cannot enter our folder.
      'APT::Sandbox::User': '',
      'Acquire::Languages': 'none',
      'Acquire::Retries': '2',
      'Acquire::http::Timeout': '20',
      'Acquire::https::Timeout': '20',
    };
    const apt = new PrivateApt(
      Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
      request,
    );
    await apt.run(['update', '-qq'], folder);
    await requireLists(join(state, 'lists'), sources);
    return apt;
  }

  async download(request: PackageRequest, into: string): Promise<void> {
    const names = request.withDependencies ? await this.missing(request.packages, into) : request.packages;
    if (names.length === 0)
      throw new StackProblem('tool-missing', `${request.packages.join(', ')} is installed, but cannot be used`);
    await this.run(['download', '-qq', ...names], into);
  }

  /** Lists `name=version` of the packages and of each dependency that dpkg does not list as installed. */
  private async missing(packages: readonly string[], cwd: string): Promise<string[]> {
    const simulate = ['install', '--simulate', '--no-install-recommends', '-qq', ...packages];
    const plan = await this.run(simulate, cwd).catch((error: unknown) => {
      // apt cannot plan on a system with broken packages. Then all dependencies are fetched.
      if (problemKind(error) !== 'command-failed') throw error;
      return this.run(['-o', 'Dir::State::status=/dev/null', ...simulate], cwd);
    });
    return [...plan.matchAll(/^Inst (\S+) (?:\[[^\]]*\] )?\((\S+)/gm)]
      .filter(([, name]) => !C_LIBRARY.test(name ?? ''))
      .map(([, name, version]) => `${name}=${version}`);
  }

  private run(args: readonly string[], cwd: string): Promise<string> {
    const { signal, env } = this.request;
    return runCommand('apt-get', [...this.options, ...args], {
      cwd,
      timeoutMs: 600_000,
      ...(env === undefined ? {} : { env: addLowerCaseProxies(env) }),
      ...(signal === undefined ? {} : { signal }),
    });
  }
}

export function unpackPackages(cache: Cache, entry: string, request: PackageRequest): Promise<string> {
  return cache.entry(entry, async (scratch) => {
    const work = join(scratch, 'work');
    const debs = join(work, 'debs');
    const root = join(scratch, 'root');
    await mkdir(debs, { recursive: true });
    await mkdir(root, { recursive: true });
    const apt = await PrivateApt.in(work, request);
    await apt.download(request, debs);
    const files = (await readdir(debs)).filter((name) => name.endsWith('.deb'));
    for (const file of files) await runCommand('dpkg-deb', ['-x', join(debs, file), root], { timeoutMs: 300_000 });
    await writeFile(join(scratch, 'packages.json'), `${JSON.stringify(files.sort(), undefined, 2)}\n`);
    await rm(work, { recursive: true, force: true });
  });
}

/** Lists the folders with shared libraries below an unpacked root for LD_LIBRARY_PATH, the shortest paths first. */
export async function libraryFolders(root: string): Promise<string[]> {
  const places = ['usr/lib', 'lib'].map((name) => join(root, name)).filter((place) => existsSync(place));
  if (places.length === 0) return [];
  const listing = await runCommand('find', [...places, '-name', 'lib*.so*', '-printf', '%h\\n']);
  return [...new Set(listing.split('\n').filter(Boolean))].sort((a, b) => a.length - b.length);
}
