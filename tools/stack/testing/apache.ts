import { join } from 'node:path';
import { tryCommand } from '#src/processes/run-command.js';
import { fetchDebianPackages } from '#src/provision/debian-packages.js';
import { isRefusal } from '#src/provision/probe-tool.js';
import { findExecutables } from '#src/provision/search.js';
import { testContext } from './config.js';
import type { TestTool } from './media.js';

export interface Apache extends TestTool {
  readonly modules: string;
}

const PROGRAM = 'apache2';
const MODULES = 'usr/lib/apache2/modules';
/** The program and its modules, two megabytes. The configured server is in another package. */
const PACKAGES = ['apache2-bin'];

/** Returns the machine's Apache, or one unpacked from Debian's packages, or undefined. */
export async function apache(): Promise<Apache | undefined> {
  const context = testContext();
  for (const path of await findExecutables(PROGRAM, context.env['PATH'] ?? '', ['/usr/sbin']))
    if (await runs({ path, env: {} })) return { path, env: {}, modules: join('/', MODULES) };
  const packages = await fetchDebianPackages(context, { entry: 'apache2', packages: PACKAGES });
  if (isRefusal(packages)) return undefined;
  const unpacked = { path: join(packages.root, 'usr/sbin', PROGRAM), env: packages.env };
  return (await runs(unpacked)) ? { ...unpacked, modules: join(packages.root, MODULES) } : undefined;
}

const runs = async ({ path, env }: TestTool): Promise<boolean> =>
  (await tryCommand(path, ['-v'], { env: { ...testContext().env, ...env } }).catch(() => ({ code: 1 }))).code === 0;
