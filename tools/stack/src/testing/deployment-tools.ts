import { basename, join } from 'node:path';
import { tryCommand } from '../processes/run-command.js';
import { suiteSources, unpackPackages, type PackageRequest } from '../provision/debian.js';
import { isRefusal } from '../provision/probe-tool.js';
import { executablesNamed } from '../provision/search.js';
import { testContext } from './config.js';

/** Programs of others that read what we deploy. Each is a single file, so another suite of Debian can be taken apart for it. */
const TOOLS = {
  kustomize: { suite: 'trixie', package: 'kustomize', file: 'usr/bin/kustomize', check: ['version'] },
  compose: {
    suite: 'trixie',
    package: 'docker-compose',
    file: 'usr/libexec/docker/cli-plugins/docker-compose',
    check: ['version'],
  },
  // Later suites pack it apart from the server.
  promtool: { suite: 'bookworm', package: 'prometheus', file: 'usr/bin/promtool', check: ['--version'] },
} as const;

export type DeploymentTool = keyof typeof TOOLS;

/** From the machine, or unpacked from Debian's packages; undefined where neither can be had. */
export async function deploymentTool(tool: DeploymentTool): Promise<string | undefined> {
  const context = testContext();
  const { package: name, file, check, suite } = TOOLS[tool];
  const installed = await executablesNamed(basename(file), context.env['PATH'] ?? '', ['/usr/libexec/docker/cli-plugins']);
  for (const path of [...installed, ...(await unpacked(suite, name, file))]) {
    const { code } = await tryCommand(path, check).catch(() => ({ code: 1 }));
    if (code === 0) return path;
  }
  return undefined;
}

const NOTHING_TO_FETCH: PackageRequest = { packages: [], sources: [], withDependencies: false, statusFile: '' };

async function unpacked(suite: string, name: string, file: string): Promise<string[]> {
  const context = testContext();
  const entry = `debian/${name}-${suite}-${context.arch}`;
  const request = (await context.cache.has(entry)) ? NOTHING_TO_FETCH : await fromSuite(suite, name);
  if (request === undefined) return [];
  const folder = await unpackPackages(context.cache, entry, request).catch((error: unknown) => {
    throw new Error(`${name} is neither installed nor to be fetched`, { cause: error });
  });
  return [join(folder, 'root', file)];
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
