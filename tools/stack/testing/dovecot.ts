import { dirname, join } from 'node:path';
import { tryCommand } from '#src/processes/run-command.js';
import { fetchDebianPackages } from '#src/provision/debian-packages.js';
import { isRefusal } from '#src/provision/probe-tool.js';
import { findExecutables, isExecutable } from '#src/provision/search.js';
import { testContext } from './config.js';

/** Programs of Dovecot. Its `imap` serves one connection that has signed in, by its standard input and output. */
export interface Dovecot {
  readonly imap: string;
  readonly doveconf: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Returns the machine's Dovecot, or one unpacked from Debian's packages, or undefined. */
export async function dovecot(): Promise<Dovecot | undefined> {
  const context = testContext();
  for (const doveconf of await findExecutables('doveconf', context.env['PATH'] ?? '', ['/usr/bin'])) {
    const installed = { doveconf, imap: join(dirname(doveconf), '../lib/dovecot/imap'), env: {} };
    if (await runs(installed)) return installed;
  }
  const packages = await fetchDebianPackages(context, { entry: 'dovecot', packages: ['dovecot-imapd'] });
  if (isRefusal(packages)) return undefined;
  const at = (path: string): string => join(packages.root, path);
  const unpacked = { doveconf: at('usr/bin/doveconf'), imap: at('usr/lib/dovecot/imap'), env: packages.env };
  return (await runs(unpacked)) ? unpacked : undefined;
}

async function runs({ doveconf, imap, env }: Dovecot): Promise<boolean> {
  const args = ['-c', '/dev/null', '-h', 'protocols'];
  const result = await tryCommand(doveconf, args, { env: { ...testContext().env, ...env } }).catch(() => ({ code: 1 }));
  return result.code === 0 && (await isExecutable(imap));
}
