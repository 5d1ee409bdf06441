import { basename, join } from 'node:path';
import { tryCommand } from '#src/processes/run-command.js';
import { suiteSources, unpackPackages, type PackageRequest } from '#src/provision/debian.js';
import { isRefusal } from '#src/provision/probe-tool.js';
import { findExecutables } from '#src/provision/search.js';
import { testContext } from './config.js';
import type { TestTool } from './media.js';

interface DebianTool {
  readonly suite: string;
  readonly package: string;
  readonly file: string;
  readonly check: readonly string[];
  /** Module folder of the package, for Python. */
  readonly pythonPath?: string;
  /** Checks the version: an installed one may be too old for the tests. */
  readonly isUsable?: (output: string) => boolean;
}

/** Programs without dependencies, so that one package of any Debian suite can be unpacked and run. */
const TOOLS = {
  // Its shell, wget, nc and df are those of Alpine's images.
  busybox: { suite: 'bookworm', package: 'busybox', file: 'bin/busybox', check: ['true'] },
  caddy: { suite: 'bookworm', package: 'caddy', file: 'usr/bin/caddy', check: ['version'] },
  kustomize: { suite: 'trixie', package: 'kustomize', file: 'usr/bin/kustomize', check: ['version'] },
  compose: {
    suite: 'trixie',
    package: 'docker-compose',
    file: 'usr/libexec/docker/cli-plugins/docker-compose',
    check: ['version'],
    // Compose 1 is another program and cannot read docker-compose.yml.
    isUsable: (output) => !/version v?1\./.test(output),
  },
  // Later suites package promtool without the server.
  promtool: { suite: 'bookworm', package: 'prometheus', file: 'usr/bin/promtool', check: ['--version'] },
  rclone: { suite: 'bookworm', package: 'rclone', file: 'usr/bin/rclone', check: ['version'] },
  // Releases before 2024.07.01 are refused for their security holes (CVE-2024-38519), and sites change every month.
  'yt-dlp': {
    suite: 'sid',
    package: 'yt-dlp',
    file: 'usr/bin/yt-dlp',
    check: ['--ignore-config', '--version'],
    pythonPath: 'usr/lib/python3/dist-packages',
    isUsable: (output) => output.trim() >= '2024.07.01',
  },
} as const satisfies Record<string, DebianTool>;

export type DebianToolName = keyof typeof TOOLS;
export const DEBIAN_TOOLS = Object.keys(TOOLS) as DebianToolName[];

/** Returns a program of the machine, or one unpacked from Debian's packages; `undefined` if there is neither. */
export async function debianTool(name: DebianToolName): Promise<TestTool | undefined> {
  const context = testContext();
  const tool: DebianTool = TOOLS[name];
  const folders = ['/usr/libexec/docker/cli-plugins'];
  const installed = await findExecutables(basename(tool.file), context.env['PATH'] ?? '', folders);
  for (const path of installed) if (await runs({ path, env: {} }, tool)) return { path, env: {} };
  const unpacked = await unpackedTool(tool);
  return unpacked !== undefined && (await runs(unpacked, tool)) ? unpacked : undefined;
}

async function runs({ path, env }: TestTool, { check, isUsable = () => true }: DebianTool): Promise<boolean> {
  const result = await tryCommand(path, check, { env: { ...testContext().env, ...env } }).catch(() => undefined);
  return result?.code === 0 && isUsable(result.stdout);
}

const NOTHING_TO_FETCH: PackageRequest = { packages: [], sources: [], withDependencies: false, statusFile: '' };

async function unpackedTool({ suite, package: name, file, pythonPath }: DebianTool): Promise<TestTool | undefined> {
  const context = testContext();
  const entry = `debian/${name}-${suite}-${context.arch}`;
  const request = (await context.cache.has(entry)) ? NOTHING_TO_FETCH : await fromSuite(suite, name);
  if (request === undefined) return undefined;
  const folder = await unpackPackages(context.cache, entry, request).catch(() => undefined);
  if (folder === undefined) return undefined;
  const root = join(folder, 'root');
  return { path: join(root, file), env: pythonPath === undefined ? {} : { PYTHONPATH: join(root, pythonPath) } };
}

async function fromSuite(suite: string, name: string): Promise<PackageRequest | undefined> {
  const system = await testContext().debian();
  if (isRefusal(system) || system.id !== 'debian') return undefined;
  return {
    packages: [name],
    sources: suiteSources(system, suite),
    withDependencies: false,
    statusFile: system.statusFile,
  };
}
