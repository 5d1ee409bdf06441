import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tryCommand } from '#src/processes/run-command.js';
import { fetchDebianPackages } from '#src/provision/debian-packages.js';
import { isRefusal } from '#src/provision/probe-tool.js';
import { findExecutables } from '#src/provision/search.js';
import { testContext } from './config.js';
import type { TestTool } from './media.js';

export interface Sshd extends TestTool {
  /** Settings with the paths of other programs, for a server that is not installed. OpenSSH 9.8 and later consist of several. */
  readonly helpers: Readonly<Record<string, string>>;
}

const PROGRAM = 'sshd';
const HELPERS = { SshdSessionPath: 'sshd-session', SshdAuthPath: 'sshd-auth' };

/** Returns the machine's OpenSSH server, or one unpacked from Debian's packages, or undefined. */
export async function sshd(): Promise<Sshd | undefined> {
  const context = testContext();
  for (const path of await findExecutables(PROGRAM, context.env['PATH'] ?? '', ['/usr/sbin']))
    if (await runs({ path, env: {} })) return { path, env: {}, helpers: {} };
  const packages = await fetchDebianPackages(context, { entry: 'openssh-server', packages: ['openssh-server'] });
  if (isRefusal(packages)) return undefined;
  const paths = Object.entries(HELPERS).map(
    ([setting, name]) => [setting, join(packages.root, 'usr/lib/openssh', name)] as const,
  );
  const helpers = Object.fromEntries(paths.filter(([, path]) => existsSync(path)));
  const unpacked = { path: join(packages.root, 'usr/sbin', PROGRAM), env: packages.env, helpers };
  return (await runs(unpacked)) ? unpacked : undefined;
}

/** Older releases print their version only with the error about this option. */
const runs = async ({ path, env }: TestTool): Promise<boolean> => {
  const options = { env: { ...testContext().env, ...env } };
  const result = await tryCommand(path, ['-V'], options).catch(() => undefined);
  return /OpenSSH_\d/.test(`${result?.stdout ?? ''}${result?.stderr ?? ''}`);
};
