import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createSelfSignedIdentity } from '@throughline/outgoing/testing';
import { freePort, tempDir, until } from '@throughline/stack/testing';
import type { Connection } from '#src/destinations/ftp/connections.js';

export interface VsftpdServer {
  readonly connection: Connection;
  /** The folder that the server serves. */
  readonly folder: string;
  readonly close: () => Promise<void>;
}

export interface FtpProgram {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

export const FTP_PASSWORD = 'correct-horse-battery';
const isRoot = process.getuid?.() === 0;

export interface FtpServerOptions {
  /** TLS begins before the greeting. */
  readonly isImplicit?: boolean;
}

const configOf = (folder: string, port: number, { isImplicit = false }: FtpServerOptions): string => `
listen=YES
listen_address=127.0.0.1
listen_port=${String(port)}
background=NO
seccomp_sandbox=NO
run_as_launching_user=${isRoot ? 'NO' : 'YES'}
ftp_username=${isRoot ? 'daemon' : userInfo().username}
nopriv_user=${isRoot ? 'daemon' : userInfo().username}
secure_chroot_dir=${folder}/empty
anonymous_enable=YES
local_enable=NO
secure_email_list_enable=YES
email_password_file=${folder}/passwords
anon_root=${folder}/root
isolate=NO
isolate_network=NO
write_enable=YES
anon_upload_enable=YES
anon_mkdir_write_enable=YES
anon_other_write_enable=YES
anon_umask=022
anon_world_readable_only=NO
ssl_enable=YES
implicit_ssl=${isImplicit ? 'YES' : 'NO'}
allow_anon_ssl=YES
force_anon_data_ssl=YES
force_anon_logins_ssl=YES
require_ssl_reuse=YES
ssl_ciphers=HIGH
rsa_cert_file=${folder}/cert.pem
rsa_private_key_file=${folder}/key.pem
connect_from_port_20=NO
xferlog_enable=NO
`;

/**
 * Starts vsftpd, an independent implementation of RFC 959 and RFC 4217. Its users are anonymous, because signing in others needs
 * accounts of the machine. The only accepted password is ours.
 */
export async function startVsftpd({ path, env }: FtpProgram, options: FtpServerOptions = {}): Promise<VsftpdServer> {
  const dir = await tempDir();
  const { key, cert } = await createSelfSignedIdentity('localhost');
  // vsftpd cannot choose a free port itself.
  const port = await freePort();
  await writeFile(join(dir.path, 'key.pem'), key, { mode: 0o600 });
  await writeFile(join(dir.path, 'cert.pem'), cert);
  await writeFile(join(dir.path, 'passwords'), `${FTP_PASSWORD}\n`);
  await writeFile(join(dir.path, 'config'), configOf(dir.path, port, options), { mode: 0o600 });
  await mkdir(join(dir.path, 'empty'));
  // vsftpd refuses to give its users a root that they can write to.
  const root = join(dir.path, 'root');
  const folder = join(root, 'files');
  await mkdir(folder, { recursive: true });
  await chmod(root, 0o755);
  await chmod(dir.path, 0o755);
  await chmod(folder, 0o777);
  const child = spawn(path, [join(dir.path, 'config')], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit');
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    await dir.remove();
  };
  const answers = async (): Promise<true> => {
    if (child.exitCode !== null) throw new Error(`vsftpd has ended: ${output}`);
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect').finally(() => socket.destroy());
    return true;
  };
  try {
    await until(answers, { what: 'an answer of vsftpd', timeout: 20_000 });
  } catch (error) {
    await close();
    throw new Error(`vsftpd does not serve: ${output}`, { cause: error });
  }
  const connection = {
    host: 'localhost',
    port,
    user: 'anonymous',
    password: FTP_PASSWORD,
    ca: cert,
    folder: isRoot ? '/files' : folder,
    ...(options.isImplicit === true ? { tls: 'implicit' as const } : {}),
  };
  return { connection, folder, close };
}
