import { connect } from '@nats-io/transport-node';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StackProblem } from '../problem.js';
import { startChild, waitUntilReady, type Child } from '../processes/child.js';
import { compareVersions, formatVersion, parseVersion } from '../provision/version.js';
import { NATS_FLOOR } from '../provision/nats-server.js';
import type { Tool } from '../provision/tool.js';

export interface NatsStart {
  readonly tool: Tool<'nats-server'>;
  readonly config: string;
  readonly port: number;
  readonly folder: string;
  readonly logFile: string;
  readonly env: NodeJS.ProcessEnv;
  readonly login?: { readonly user: string; readonly pass: string };
}

export interface NatsServer {
  readonly child: Child;
  readonly url: string;
  readonly port: number;
}

export const natsConfigFile = (folder: string): string => join(folder, 'nats-server.conf');
export const natsPidFile = (folder: string): string => join(folder, 'nats-server.pid');

export async function startNatsServer(start: NatsStart): Promise<NatsServer> {
  const file = natsConfigFile(start.folder);
  await mkdir(start.folder, { recursive: true });
  await writeFile(file, start.config, { mode: 0o600 });
  const child = await startChild({
    name: 'nats-server',
    command: start.tool.paths.server,
    args: ['--config', file, '--pid', natsPidFile(start.folder)],
    env: { ...start.env, ...start.tool.env },
    logFile: start.logFile,
  });
  const url = `nats://127.0.0.1:${start.port}`;
  try {
    await waitUntilReady(child, start.logFile, () => canLogIn(url, start.login), 60_000);
  } catch (error) {
    await child.stop({ graceMs: 2_000 });
    throw error;
  }
  return { child, url, port: start.port };
}

async function canLogIn(servers: string, login: NatsStart['login']): Promise<boolean> {
  const nc = await connect({ servers, reconnect: false, timeout: 1_000, ...login }).catch(() => undefined);
  if (!nc) return false;
  try {
    const version = parseVersion(nc.info?.version ?? '');
    if (!version || compareVersions(version, NATS_FLOOR) < 0) {
      const found = version ? formatVersion(version) : 'of unknown version';
      throw new StackProblem(
        'version-refused',
        `nats-server ${found} at ${servers}: ${formatVersion(NATS_FLOOR)} or newer is needed`,
      );
    }
    // The server accepts connections before it has recovered its stores.
    return await nc.request('$JS.API.INFO', undefined, { timeout: 1_000 }).then(
      () => true,
      () => false,
    );
  } finally {
    await nc.close();
  }
}
