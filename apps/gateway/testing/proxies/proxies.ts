import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createSelfSignedIdentity } from '@throughline/outgoing/testing';
import { freePort, tempDir, until, type TestTool } from '@throughline/stack/testing';
import { readDocumentedConfiguration, replaceIn } from './documented-configuration.js';

export interface ProxyOptions {
  /** A heading of docs/https.md. */
  readonly heading: string;
  readonly host: string;
  /** The port of the gateway. */
  readonly gateway: number;
}

export interface RunningProxy {
  readonly host: string;
  readonly http: number;
  readonly https: number;
  /** The certificate, which clients must trust. */
  readonly certificate: string;
  close(): Promise<void>;
}

interface ConfigurationValues {
  readonly folder: string;
  readonly http: string;
  readonly https: string;
  readonly gateway: string;
  readonly host: string;
}

interface ProxyProgram {
  readonly language: 'caddy' | 'nginx';
  /** Returns the documented configuration with the host's ports and certificate, and settings that keep the program in its folder. */
  configure(documented: string, place: ConfigurationValues): string;
  argumentsFor(folder: string, file: string): readonly string[];
}

const caddyProgram: ProxyProgram = {
  language: 'caddy',
  configure: (documented, { folder, http, https, gateway, host }) => `{
  admin off
  http_port ${http}
  https_port ${https}
  default_bind 127.0.0.1
  storage file_system ${folder}
}
${replaceIn(documented, {
  '127.0.0.1:8080': `127.0.0.1:${gateway}`,
  [`${host} {`]: `${host} {\n  tls ${folder}/cert.pem ${folder}/key.pem`,
})}`,
  argumentsFor: (_folder, file) => ['run', '--adapter', 'caddyfile', '--config', file],
};

const nginxProgram: ProxyProgram = {
  language: 'nginx',
  configure: (documented, { folder, http, https, gateway, host }) => `
daemon off;
worker_processes 1;
pid ${folder}/pid;
error_log stderr;
events {}
http {
  access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path ${folder}/${name};`).join('\n')}
${replaceIn(documented, {
  'listen 80;': `listen 127.0.0.1:${http};`,
  'listen 443 ': `listen 127.0.0.1:${https} `,
  '127.0.0.1:8080': `127.0.0.1:${gateway}`,
  [`/etc/letsencrypt/live/${host}/fullchain.pem`]: `${folder}/cert.pem`,
  [`/etc/letsencrypt/live/${host}/privkey.pem`]: `${folder}/key.pem`,
})}
}`,
  argumentsFor: (folder, file) => ['-p', folder, '-e', 'stderr', '-c', file],
};

/** Returns true if somebody listens on the port. */
async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function startProxy(
  tool: TestTool,
  program: ProxyProgram,
  { heading, host, gateway }: ProxyOptions,
): Promise<RunningProxy> {
  const [folder, http, https] = [await tempDir('tl-proxy-'), await freePort(), await freePort()];
  const { key, cert } = await createSelfSignedIdentity(host);
  const file = join(folder.path, 'configuration');
  const place = { folder: folder.path, http: String(http), https: String(https), gateway: String(gateway), host };
  await writeFile(file, program.configure(await readDocumentedConfiguration(heading, program.language), place));
  await Promise.all([writeFile(join(folder.path, 'key.pem'), key), writeFile(join(folder.path, 'cert.pem'), cert)]);
  const env = { HOME: folder.path, ...tool.env };
  const child = spawn(tool.path, program.argumentsFor(folder.path, file), { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'exit');
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    await folder.remove();
  };
  try {
    await until(
      async () => {
        if (child.exitCode !== null) throw new Error(`${tool.path} has ended: ${stderr}`);
        return (await accepts(http)) && (await accepts(https));
      },
      { what: `the ports of ${tool.path}` },
    );
  } catch (error) {
    await close();
    throw error;
  }
  return { host, http, https, certificate: cert, close };
}

export const startCaddy = (tool: TestTool, options: ProxyOptions): Promise<RunningProxy> =>
  startProxy(tool, caddyProgram, options);
export const startNginx = (tool: TestTool, options: ProxyOptions): Promise<RunningProxy> =>
  startProxy(tool, nginxProgram, options);
