import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, realpath, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, tempDir, until, type Sshd } from '@throughline/stack/testing';
import type { Connection } from '#src/connections.js';
import { fingerprintOfText, makeKeys } from './keys.js';

export interface OpensshServer {
  readonly connection: Connection;
  /** The folder of the connection. Everybody may write there. */
  readonly folder: string;
  /** Resolves once no client is connected and nothing is written any more. A client's pool keeps idle sessions for a while. */
  readonly sessionsEnded: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * A user that every Debian has. As root, the server would need the user `sshd`, which tests must not create. The server lets
 * `nobody` in only where systemd does not report this user as locked.
 */
const DAEMON = { username: 'daemon', uid: 1, gid: 1 };
const isRoot = process.getuid?.() === 0;

const configOf = (folder: string, port: number, { helpers }: Sshd): string => `
${Object.entries(helpers)
  .map((setting) => setting.join(' '))
  .join('\n')}
ListenAddress 127.0.0.1
Port ${String(port)}
HostKey ${folder}/host_key
AuthorizedKeysFile ${folder}/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
Subsystem sftp internal-sftp
ForceCommand internal-sftp -d ${folder}/files
`;

/** Another user may not be able to enter the folder of this checkout, so the program and its libraries are copied. */
async function copyProgram({ path, env, helpers }: Sshd, folder: string): Promise<Sshd> {
  const copyOf = async (program: string): Promise<string> => {
    const copy = join(folder, basename(program));
    await cp(program, copy);
    return copy;
  };
  const copies = Object.entries(helpers).map(async ([setting, helper]) => [setting, await copyOf(helper)] as const);
  const folders = (env['LD_LIBRARY_PATH'] ?? '').split(':').filter(Boolean);
  for (const [index, library] of folders.entries()) await cp(library, join(folder, `lib-${String(index)}`), { recursive: true });
  return {
    path: await copyOf(path),
    helpers: Object.fromEntries(await Promise.all(copies)),
    env: { LD_LIBRARY_PATH: folders.map((_, index) => join(folder, `lib-${String(index)}`)).join(':') },
  };
}

async function waitForPort(port: number): Promise<true> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect').finally(() => socket.destroy());
  return true;
}

/** Starts OpenSSH's server as an ordinary user, with its own keys. */
export async function startOpenssh(program: Sshd): Promise<OpensshServer> {
  const dir = await tempDir();
  const path = await realpath(dir.path);
  const [hostKey, userKey] = [makeKeys(), makeKeys()];
  const folder = join(path, 'files');
  await mkdir(folder);
  await chmod(folder, 0o777);
  await writeFile(join(path, 'host_key'), hostKey.private, { mode: 0o600 });
  await writeFile(join(path, 'authorized_keys'), userKey.public);
  if (isRoot) await chown(join(path, 'host_key'), DAEMON.uid, DAEMON.gid);
  // OpenSSH cannot choose a free port itself.
  const port = await freePort();
  const sshd = isRoot ? await copyProgram(program, path) : program;
  await writeFile(join(path, 'config'), configOf(path, port, sshd));
  const child = spawn(sshd.path, ['-D', '-e', '-f', join(path, 'config')], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...sshd.env },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(isRoot ? { uid: DAEMON.uid, gid: DAEMON.gid } : {}),
  });
  const ended = once(child, 'exit');
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    await dir.remove();
  };
  try {
    await until(
      () => {
        if (child.exitCode !== null) throw new Error(`sshd has ended: ${stderr}`);
        return waitForPort(port);
      },
      { what: 'an answer of sshd' },
    );
  } catch (error) {
    await close();
    throw new Error(`sshd does not serve: ${stderr}`, { cause: error });
  }
  const connection = {
    host: '127.0.0.1',
    port,
    user: (isRoot ? DAEMON : userInfo()).username,
    privateKey: userKey.private,
    fingerprints: [fingerprintOfText(hostKey.public)],
    folder,
  };
  const sessionsEnded = async (): Promise<void> => {
    const hasNone = async (): Promise<boolean> => {
      const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'ppid=']);
      return !stdout.split('\n').some((line) => Number(line) === child.pid);
    };
    await until(hasNone, { what: 'the end of all sessions' });
  };
  return { connection, folder, sessionsEnded, close };
}
