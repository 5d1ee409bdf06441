import { join } from 'node:path';
import { tryCommand } from '../processes/run-command.js';
import { debianPackages } from '../provision/debian-packages.js';
import { isRefusal } from '../provision/probe-tool.js';
import { executablesNamed } from '../provision/search.js';
import { testContext } from './config.js';
import type { TestTool } from './media.js';

export interface Apache extends TestTool {
  /** Folder of the modules that it loads. */
  readonly modules: string;
}

const PROGRAM = 'apache2';
const MODULES = 'usr/lib/apache2/modules';
/** A program and its modules, two megabytes; the server that Debian makes of it is in another package. */
const PACKAGES = ['apache2-bin'];

/** An Apache with its modules: the machine's, or one that is unpacked from Debian's packages; undefined where neither can be had. */
export async function apache(): Promise<Apache | undefined> {
  const context = testContext();
  for (const path of await executablesNamed(PROGRAM, context.env['PATH'] ?? '', ['/usr/sbin']))
    if (await runs({ path, env: {} })) return { path, env: {}, modules: join('/', MODULES) };
  const packages = await debianPackages(context, { entry: 'apache2', packages: PACKAGES });
  if (isRefusal(packages)) return undefined;
  const unpacked = { path: join(packages.root, 'usr/sbin', PROGRAM), env: packages.env };
  return (await runs(unpacked)) ? { ...unpacked, modules: join(packages.root, MODULES) } : undefined;
}

const runs = async ({ path, env }: TestTool): Promise<boolean> =>
  (await tryCommand(path, ['-v'], { env: { ...testContext().env, ...env } }).catch(() => ({ code: 1 }))).code === 0;
