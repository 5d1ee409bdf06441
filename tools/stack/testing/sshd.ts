import { join } from 'node:path';
import { tryCommand } from '#src/processes/run-command.js';
import { fetchDebianPackages } from '#src/provision/debian-packages.js';
import { isRefusal } from '#src/provision/probe-tool.js';
import { findExecutables } from '#src/provision/search.js';
import { testContext } from './config.js';
import type { TestTool } from './media.js';

const PROGRAM = 'sshd';

/** Returns the machine's OpenSSH server, or one unpacked from Debian's packages, or undefined. */
export async function sshd(): Promise<TestTool | undefined> {
  const context = testContext();
  for (const path of await findExecutables(PROGRAM, context.env['PATH'] ?? '', ['/usr/sbin']))
    if (await runs({ path, env: {} })) return { path, env: {} };
  const packages = await fetchDebianPackages(context, { entry: 'openssh-server', packages: ['openssh-server'] });
  if (isRefusal(packages)) return undefined;
  const unpacked = { path: join(packages.root, 'usr/sbin', PROGRAM), env: packages.env };
  return (await runs(unpacked)) ? unpacked : undefined;
}

/** Older releases print their version only with the error about this option. */
const runs = async ({ path, env }: TestTool): Promise<boolean> => {
  const options = { env: { ...testContext().env, ...env } };
  const said = await tryCommand(path, ['-V'], options).catch(() => undefined);
  return /OpenSSH_\d/.test(`${said?.stdout ?? ''}${said?.stderr ?? ''}`);
};
