import { join } from 'node:path';
import { tryCommand } from '#src/processes/run-command.js';
import { fetchDebianPackages } from '#src/provision/debian-packages.js';
import { isRefusal } from '#src/provision/probe-tool.js';
import { findExecutables } from '#src/provision/search.js';
import { testContext } from './config.js';
import type { TestTool } from './media.js';

/** Returns a server of the machine, or one unpacked from Debian's package of the same name, or undefined. */
async function debianServer(name: string): Promise<TestTool | undefined> {
  const context = testContext();
  for (const path of await findExecutables(name, context.env['PATH'] ?? '', ['/usr/sbin']))
    if (await runs({ path, env: {} })) return { path, env: {} };
  const packages = await fetchDebianPackages(context, { entry: name, packages: [name] });
  if (isRefusal(packages)) return undefined;
  const unpacked = { path: join(packages.root, 'usr/sbin', name), env: packages.env };
  return (await runs(unpacked)) ? unpacked : undefined;
}

/** vsftpd prints its version to its standard input. A library that is missing is reported by another status. */
const runs = async ({ path, env }: TestTool): Promise<boolean> => {
  const result = await tryCommand(path, ['-v'], { env: { ...testContext().env, ...env } }).catch(() => undefined);
  return result?.code === 0;
};

export const vsftpd = (): Promise<TestTool | undefined> => debianServer('vsftpd');
export const nginx = (): Promise<TestTool | undefined> => debianServer('nginx');
