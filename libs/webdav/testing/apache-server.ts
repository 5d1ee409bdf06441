import { createHash } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, type Apache } from '@throughline/stack/testing';
import { startProgram, type Program } from './program.js';

export interface ServerOptions {
  /** An empty folder for the server. Files are served from `files` below it. */
  readonly folder: string;
  readonly user: string;
  readonly password: string;
}

const MODULES = {
  mpm_event: 'mpm_event',
  authn_core: 'authn_core',
  authn_file: 'authn_file',
  authz_core: 'authz_core',
  authz_user: 'authz_user',
  auth_basic: 'auth_basic',
  dav: 'dav',
  dav_fs: 'dav_fs',
};

const configOf = (modules: string, { folder }: ServerOptions, port: number): string => `
ServerRoot "${folder}"
ServerName localhost
Listen 127.0.0.1:${String(port)}
PidFile "${folder}/pid"
ErrorLog "${folder}/error.log"
StartServers 1
MinSpareThreads 4
MaxSpareThreads 8
ThreadsPerChild 8
MaxRequestWorkers 8
${Object.entries(MODULES)
  .map(([name, file]) => `LoadModule ${name}_module "${modules}/mod_${file}.so"`)
  .join('\n')}
<IfModule unixd_module>
  User nobody
  Group nogroup
</IfModule>
DavLockDB "${folder}/lock/db"
DocumentRoot "${folder}/files"
<Directory "${folder}/files">
  Dav On
  AuthType Basic
  AuthName "dav"
  AuthUserFile "${folder}/users"
  Require valid-user
</Directory>
`;

/** Starts Apache with mod_dav, an independent implementation of RFC 4918. */
export async function startApache({ path, env, modules }: Apache, asked: ServerOptions): Promise<Program> {
  const { folder, user, password } = asked;
  // Apache cannot choose a free port itself.
  const port = await freePort();
  const sum = createHash('sha1').update(password).digest('base64');
  await writeFile(join(folder, 'users'), `${user}:{SHA}${sum}\n`);
  await writeFile(join(folder, 'httpd.conf'), configOf(modules, asked, port));
  // Apache started as root serves as another user, who must be able to write.
  for (const name of ['files', 'lock']) {
    await mkdir(join(folder, name), { recursive: true });
    await chmod(join(folder, name), 0o777);
  }
  await chmod(folder, 0o755);
  const args = ['-DFOREGROUND', '-f', join(folder, 'httpd.conf')];
  return startProgram({ path, args, env }, () => `http://127.0.0.1:${String(port)}`);
}
